using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Java;

/// <summary>
/// The warnings of the Jenkins update center (github.com/jenkins-infra/update-center2), by which Jenkins itself tells its
/// administrators of flaws in plugins and in its core. Packages are named by the plugin's short name.
/// </summary>
internal sealed class JenkinsWarningsFeed : AdvisoryFeed
{
    /// <summary>Plugins of Jenkins have an index of their own, so that no other package of the same name is meant.</summary>
    public const string Ecosystem = "Jenkins";

    /// <summary>Name of Jenkins itself in this ecosystem: the artifact that its war file holds.</summary>
    public const string Core = "jenkins-core";

    /// <summary>Bytes of the file; in 2026 it had 600 kB.</summary>
    private const int MaxFile = 64 * 1024 * 1024;

    /// <summary>Patterns of one warning.</summary>
    private const int MaxPatterns = 100;

    public override string Id => "jenkins";

    public override string Title => "Security warnings of the Jenkins update center";

    public override bool Recognises(string path, ReadOnlySpan<byte> head) =>
        JsonHead.HasMembers(head, "message"u8, "versions"u8) && JsonHead.HasMembers(head, "type"u8, "url"u8) && head.IndexOf("\"pattern\""u8) >= 0;

    public override void Read(FileContent file, FeedSink sink)
    {
        using var json = JsonFile.Parse(file.Path, file.ReadAll(MaxFile));
        var gaps = new RecordGaps(file.Path, sink);
        foreach (var element in json.Root.Items())
        {
            var warning = new RecordNode(element);
            var (id, name) = (warning.TextOf("id"), warning.TextOf("name"));
            if (!FeedWords.IsWord(id) || !FeedWords.IsWord(name))
                gaps.AtLine(json.LineOf(element), "a warning with an id and the name of a plugin");
            else if (Affected(warning, id!, warning.TextOf("type") == "core" ? Core : name!, gaps) is { } affected)
                sink.Add(ToAdvisory(warning, id!, affected));
        }
    }

    /// <summary>Null when a pattern cannot be put into ranges: part of the truth would read as all of it.</summary>
    private static AffectedPackage? Affected(RecordNode warning, string id, string name, RecordGaps gaps)
    {
        var (intervals, versions, count) = (new List<VersionInterval>(), new List<string>(), 0);
        foreach (var item in warning["versions"])
        {
            var last = item.TextOf("lastVersion");
            last = last?.StartsWith("LTS ", StringComparison.Ordinal) == true ? last[4..] : last;
            var read = ++count <= MaxPatterns ? Read(item.TextOf("pattern"), FeedWords.IsWord(last) ? last : null) : null;
            if (read is null)
            {
                gaps.At(id, "patterns of numbers and what follows them");
                return null;
            }

            intervals.AddRange(read.Value.Intervals);
            versions.AddRange(read.Value.Versions);
        }

        return new AffectedPackage
        {
            Ecosystem = Ecosystem,
            Name = name,
            Vulnerable = count == 0 ? VersionRange.All : new VersionRange([.. intervals.Distinct()]),
            Versions = [.. versions.Distinct(StringComparer.Ordinal)],
        };
    }

    private static (IReadOnlyList<VersionInterval> Intervals, IReadOnlyList<string> Versions)? Read(string? pattern, string? last)
    {
        if (pattern is null)
            return ([last is null ? VersionInterval.All : new VersionInterval(null, true, last, true)], []);
        return JenkinsVersions.TryRead(pattern, last) is { } read ? (read.Intervals, read.Versions) : null;
    }

    private static Advisory ToAdvisory(RecordNode warning, string id, AffectedPackage affected)
    {
        var links = new ReferenceLinks();
        links.Add(warning.TextOf("url"), isAdvisory: true);
        return new Advisory
        {
            Id = id,
            Feed = "jenkins",
            Kind = id.StartsWith("rogue-", StringComparison.Ordinal) ? AdvisoryKind.Malicious : AdvisoryKind.Vulnerability,
            Summary = SummaryLine.From(warning.TextOf("message")),
            References = links.Choose(),
            Affected = [affected],
        };
    }
}
