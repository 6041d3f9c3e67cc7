using System.Text;
using Pavior.Core;
using Pavior.Formats.Yaml;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Php;

/// <summary>
/// FriendsOfPHP's security advisories, which <c>composer audit</c> and Symfony's checker grew from: a file for each package and
/// flaw. Branches are alternatives; the constraints of one hold together.
/// </summary>
internal sealed class FriendsOfPhpFeed : AdvisoryFeed
{
    /// <summary>Bytes of one advisory; the longest seen has 5 kB.</summary>
    private const int MaxFile = 1024 * 1024;

    /// <summary>Branches of one advisory.</summary>
    private const int MaxBranches = 1_000;

    private const string Composer = "composer://";

    public override string Id => "friendsofphp";

    public override string Title => "PHP security advisories (FriendsOfPHP)";

    public override bool Recognises(string path, ReadOnlySpan<byte> head)
    {
        if (!path.EndsWith(".yaml", StringComparison.Ordinal) && !path.EndsWith(".yml", StringComparison.Ordinal))
            return false;
        var text = Encoding.UTF8.GetString(head);
        return YamlHead.HasKey(text, "title") && YamlHead.HasKey(text, "branches");
    }

    public override void Read(FileContent file, FeedSink sink)
    {
        var yaml = YamlStream.ParseSingle(file.Path, file.ReadAll(MaxFile).Span).Root;
        var root = new RecordNode(yaml);
        var reference = root.TextOf("reference");
        if (reference?.StartsWith(Composer, StringComparison.Ordinal) == true)
            reference = reference[Composer.Length..];
        var name = FeedWords.Require(file.Path, "reference", reference, "a package of Composer");
        var (range, published) = Branches(file.Path, (yaml as YamlMapping)?["branches"]);
        var own = Path.GetFileNameWithoutExtension(file.Path);
        var links = new ReferenceLinks();
        links.Add(root.TextOf("link"), isAdvisory: true);
        sink.Add(new Advisory
        {
            // One flaw has a file for each package that has it, so the flaw's own name is not the file's.
            Id = $"{name}/{own}",
            Feed = Id,
            Aliases = Aliases(root, own),
            Summary = SummaryLine.From(root.TextOf("title")),
            Published = published,
            References = links.Choose(),
            Affected = [new AffectedPackage { Ecosystem = "Packagist", Name = name, Vulnerable = range }],
        });
    }

    /// <summary>Branches that touch become one stretch, so that where it ends there is a fix.</summary>
    private static (VersionRange Range, DateTimeOffset? FirstFix) Branches(string path, YamlNode? node)
    {
        var (intervals, first, count) = (new List<VersionInterval>(), (DateTimeOffset?)null, 0);
        foreach (var entry in (node as YamlMapping)?.Entries ?? [])
        {
            if (++count > MaxBranches)
                throw ParseException.Limit(path, $"more than {MaxBranches} branches");
            var branch = new RecordNode(entry.Value);
            var constraints = branch["versions"] is { IsArray: true } list ? string.Join(',', list.Texts()) : branch.TextOf("versions");
            if (string.IsNullOrEmpty(constraints))
                throw ParseException.AtLine(path, entry.Value.Line, "constraints in \"versions\"");
            intervals.AddRange(ComposerRange.Parse(constraints, path).Intervals);
            if (FeedDates.Time(branch.TextOf("time")) is { } time && (first is null || time < first))
                first = time;
        }

        if (count == 0)
            throw ParseException.AtLine(path, node?.Line ?? 1, "branches with versions");
        return (VersionRange.Of(ComposerVersionOrder.Instance, intervals), first);
    }

    private static List<string> Aliases(RecordNode root, string own)
    {
        var aliases = new List<string>(2);
        var link = root.TextOf("link") ?? "";
        var github = link.LastIndexOf("/GHSA-", StringComparison.Ordinal);
        foreach (var name in new[] { root.TextOf("cve"), own, github < 0 ? null : link[(github + 1)..].TrimEnd('/') })
        {
            if (FeedWords.IsWord(name) && (IsNumbered(name!, "CVE-") || IsNumbered(name!, "GHSA-")) && !aliases.Contains(name!))
                aliases.Add(name!);
        }

        return aliases;
    }

    private static bool IsNumbered(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length && name.AsSpan(prefix.Length).IndexOfAny("/?#& ") < 0;
}
