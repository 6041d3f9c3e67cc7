using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Rpm;

/// <summary>
/// <c>updateinfo.xml</c>, the advisories that a repository of RPM packages carries along: the form in which Amazon Linux publishes its own, and
/// which Oracle, Rocky, AlmaLinux and Fedora have as well. Which release a package is for is told by the tag in its release number.
/// </summary>
internal sealed class UpdateInfoFeed : AdvisoryFeed
{
    public const string FeedId = "updateinfo";

    /// <summary>Distributions by what their advisories are called, and the tag of their packages.</summary>
    private static readonly (string Prefix, string Ecosystem, string Tag)[] Distributions =
    [
        ("ALAS", "Amazon Linux:", "amzn"),
        ("ELSA-", "Oracle Linux:", "el"),
        ("RLSA-", "Rocky Linux:", "el"),
        ("RXSA-", "Rocky Linux:", "el"),
        ("ALSA-", "AlmaLinux:", "el"),
        ("FEDORA-EPEL-", "EPEL:", "el"),
        ("FEDORA-", "Fedora:", "fc"),
    ];

    public override string Id => FeedId;

    public override string Title => "updateinfo.xml of Amazon Linux and other RPM distributions";

    public override bool Joins => true;

    public override bool Recognises(string path, ReadOnlySpan<byte> head) =>
        head.IndexOf("<updates"u8) is >= 0 and < 512 && head.IndexOf("<update "u8) > 0 && head.IndexOf("<id>"u8) > 0;

    public override void Read(FileContent file, FeedSink sink)
    {
        var gaps = new RecordGaps(file.Path, sink);
        var reader = new UpdateInfoReader(file.Path, update =>
        {
            if (update.Type != "security")
                return;
            var distribution = Array.Find(Distributions, d => update.Id.StartsWith(d.Prefix, StringComparison.Ordinal));
            if (distribution.Prefix is null)
                gaps.AtLine(update.Line, $"an advisory of a distribution that is known, not {SummaryLine.From(update.Id)}");
            else if (Statements(update, distribution.Ecosystem, distribution.Tag) is { Count: > 0 } affected)
                sink.Add(Advisory(update, FeedOf(distribution.Ecosystem), affected));
        });
        FeedXml.Walk(file, reader.Node);
    }

    private static Advisory Advisory(UpdateInfo update, string feed, List<AffectedPackage> affected) => new()
    {
        Id = update.Id,
        Feed = feed,
        Covers = [.. update.Cves.Distinct()],
        Summary = SummaryLine.From(update.Title.Length > 0 ? update.Title : update.Description),
        Published = update.Issued,
        Modified = update.Updated,
        Severity = update.Severity == "urgent" ? Severity.Critical : SeverityWords.Parse(update.Severity),
        References = update.Url is { } url ? [url] : [],
        Affected = affected,
    };

    /// <summary>The publisher, whose feed it is wherever the file came from.</summary>
    private static string FeedOf(string ecosystem) => ecosystem switch
    {
        "AlmaLinux:" => "almalinux",
        "Amazon Linux:" => "amazon",
        "EPEL:" => "epel",
        "Fedora:" => "fedora",
        "Oracle Linux:" => "oracle",
        "Rocky Linux:" => "rocky",
        _ => FeedId,
    };

    private static List<AffectedPackage> Statements(UpdateInfo update, string ecosystem, string tag)
    {
        var affected = new List<AffectedPackage>();
        var seen = new HashSet<(string Name, string Evr, string? Module)>();
        foreach (var package in update.Packages)
        {
            if (package.Architecture is "src" or "nosrc" || package.IsDebugging || ReleaseOf(package.Release, tag) is not { } release
                || !seen.Add((package.Name, package.Evr, package.Module)))
            {
                continue;
            }

            affected.Add(new AffectedPackage
            {
                // The first Amazon Linux calls itself by its month.
                Ecosystem = ecosystem + (tag == "amzn" && release == "1" ? "2018" : release),
                Name = package.Name,
                Module = package.Module,
                Vulnerable = new([VersionInterval.Before(package.Evr)]),
            });
        }

        return affected;
    }

    /// <summary>2023 of <c>16.amzn2023.0.1</c>; 8 of <c>1.module+el8.4.0+1</c>.</summary>
    private static string? ReleaseOf(string release, string tag)
    {
        for (var at = release.IndexOf(tag, StringComparison.Ordinal); at >= 0; at = release.IndexOf(tag, at + 1, StringComparison.Ordinal))
        {
            var start = at + tag.Length;
            var end = start;
            while (end < release.Length && char.IsAsciiDigit(release[end]))
                end++;
            if (end > start && end - start < 6 && (at == 0 || !char.IsAsciiLetter(release[at - 1])))
                return release[start..end];
        }

        return null;
    }
}
