using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Csaf;

namespace Pavior.Scan.Rpm;

/// <summary>Red Hat's VEX documents in CSAF, a file for each vulnerability. Its advisories in the same form say no more, and less of what is open.</summary>
internal sealed class RedHatVexFeed : AdvisoryFeed
{
    public const string FeedId = "red-hat";

    /// <summary>Bytes of one document; the largest has 40 MB.</summary>
    private const int MaxBytes = 256 * 1024 * 1024;

    /// <summary>Pages that are kept for one vulnerability.</summary>
    private const int MaxReferences = 20;

    public override string Id => FeedId;

    public override string Title => "Red Hat CSAF VEX";

    public override bool Recognises(string path, ReadOnlySpan<byte> head) =>
        head.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("{"u8) && head.IndexOf("\"csaf_vex\""u8) > 0 && head.IndexOf("redhat.com"u8) > 0;

    public override void Read(FileContent file, FeedSink sink)
    {
        var document = CsafDocument.Read(file.Path, file.ReadAll(MaxBytes).Span);
        if (document.Publisher != "https://www.redhat.com")
            throw ParseException.Unsupported(file.Path, $"a CSAF document of {(document.Publisher.Length == 0 ? "nobody" : document.Publisher)}");
        if (document.TrackingStatus == "deleted")
            return;
        foreach (var vulnerability in document.Vulnerabilities)
        {
            var affected = new RedHatStatements(document, vulnerability).Read();
            if (affected.Count > 0 && vulnerability.Cve.Length > 0)
                sink.Add(Advisory(document, vulnerability, affected));
        }
    }

    private static Advisory Advisory(CsafDocument document, CsafVulnerability vulnerability, List<AffectedPackage> affected) => new()
    {
        Id = vulnerability.Cve,
        Feed = FeedId,
        Summary = SummaryLine.From(vulnerability.Title.Length > 0 ? vulnerability.Title : document.Title),
        Published = vulnerability.Released ?? document.Initial,
        Modified = document.Current,
        Cvss = vulnerability.Vectors,
        Severity = vulnerability.Impacts.Count > 0 ? vulnerability.Impacts.Max(i => SeverityWords.Parse(i.Impact)) : SeverityWords.Parse(document.Severity),
        Weaknesses = vulnerability.Weakness is { } weakness ? [weakness] : [],
        References =
        [
            $"https://access.redhat.com/security/cve/{vulnerability.Cve}",
            .. vulnerability.Remedies.Where(r => r is { Category: "vendor_fix", Url.Length: > 0 }).Select(r => r.Url!).Distinct().Take(MaxReferences),
        ],
        Affected = affected,
    };
}
