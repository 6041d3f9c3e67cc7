using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Ubuntu;

/// <summary>Ubuntu's CVE tracker, a text file for each vulnerability, with the state of every release and of the archives of Ubuntu Pro.</summary>
/// <remarks>
/// A fix in an archive of Ubuntu Pro is said of that archive's ecosystem only. For a release whose support ended it tells which versions are
/// flawed, though, and whether any is: nobody looked at the release's own packages any more.
/// </remarks>
internal sealed class UbuntuCveFeed : AdvisoryFeed
{
    public const string FeedId = "ubuntu";

    /// <summary>Bytes of one file; the longest seen has 300 kB.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    public override string Id => FeedId;

    public override string Title => "Ubuntu CVE tracker";

    public override bool Recognises(string path, ReadOnlySpan<byte> head) =>
        (head.StartsWith("PublicDate"u8) || head.StartsWith("Candidate:"u8) || head.StartsWith("#"u8) || head.IndexOf("\nCandidate:"u8) >= 0)
        && head.IndexOf("PublicDate:"u8) >= 0 && head.IndexOf("\nReferences:"u8) > 0;

    public override void Read(FileContent file, FeedSink sink)
    {
        var cve = UbuntuCveFile.Parse(file.Path, file.ReadAll(MaxBytes).Span, new RecordGaps(file.Path, sink));
        var id = cve.Id ?? file.Path[(file.Path.LastIndexOf('/') + 1)..];
        // The patterns for new files are in the same form, and about no vulnerability.
        if (!id.StartsWith("CVE-", StringComparison.Ordinal) || cve.Statements.Count == 0)
            return;
        sink.Add(new Advisory
        {
            Id = id,
            Feed = FeedId,
            Summary = cve.Summary,
            Published = cve.Published,
            Severity = cve.Priority,
            Cvss = cve.Cvss,
            References = [$"https://ubuntu.com/security/{id}", .. cve.Notices],
            Affected = Statements(cve),
        });
    }

    private static List<AffectedPackage> Statements(UbuntuCveFile cve)
    {
        var pro = new Dictionary<(string Series, string Package), UbuntuStatement>();
        foreach (var statement in cve.Statements)
        {
            if (statement.Series.Support == UbuntuSupport.Pro)
                pro.TryAdd((statement.Series.Name, statement.Package), statement);
        }

        var affected = new List<AffectedPackage>(cve.Statements.Count);
        foreach (var statement in cve.Statements)
        {
            var (status, fix) = (statement.Status, statement.Fix);
            if (status == AffectedStatus.EndOfLife && statement.Series.Support == UbuntuSupport.Standard
                && pro.TryGetValue((statement.Series.Name, statement.Package), out var known))
            {
                (status, fix) = Learn(known);
            }

            affected.Add(new AffectedPackage
            {
                Ecosystem = statement.Series.Ecosystem,
                Name = statement.Package,
                IsSource = true,
                Status = status,
                Vulnerable = fix is null ? VersionRange.All : new([VersionInterval.Before(fix)]),
                Severity = cve.PriorityOf(statement),
            });
        }

        return affected;
    }

    /// <summary>The archive for subscribers builds on the release's own packages, so what is found out there is true of those as well.</summary>
    private static (AffectedStatus Status, string? Fix) Learn(UbuntuStatement pro) => pro.Status switch
    {
        AffectedStatus.NotAffected or AffectedStatus.UnderInvestigation => (pro.Status, null),
        _ => (AffectedStatus.EndOfLife, pro.Fix),
    };
}
