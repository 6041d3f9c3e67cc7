using Pavior.Core;
using Pavior.Formats.Yaml;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Java;

/// <summary>
/// SAP's knowledge base (github.com/SAP/project-kb): a statement for each vulnerability, with a list of releases that people or
/// programs looked into, each vulnerable or not. What is not listed was not looked into, so nothing is said of it.
/// </summary>
internal sealed class ProjectKbFeed : AdvisoryFeed
{
    /// <summary>Releases of one statement; the longest has below 2,000.</summary>
    private const int MaxArtifacts = 100_000;

    public override string Id => "project-kb";

    public override string Title => "Vulnerability statements (SAP project-kb)";

    public override bool Recognises(string path, ReadOnlySpan<byte> head) =>
        (path.EndsWith("/statement.yaml", StringComparison.Ordinal) || path == "statement.yaml") && head.IndexOf("vulnerability_id:"u8) >= 0;

    public override void Read(FileContent file, FeedSink sink)
    {
        var root = new RecordNode(YamlStream.ParseSingle(file.Path, file.ReadAll(YamlStream.MaxBytes).Span).Root);
        var id = FeedWords.Require(file.Path, "vulnerability_id", root.TextOf("vulnerability_id"), "the id of a vulnerability");
        var texts = root["notes"];
        sink.Add(new Advisory
        {
            Id = id,
            Feed = Id,
            Summary = Summary(texts),
            References = References(texts),
            Affected = Affected(file.Path, id, root["artifacts"], new RecordGaps(file.Path, sink)),
        });
    }

    private static List<AffectedPackage> Affected(string path, string id, RecordNode artifacts, RecordGaps gaps)
    {
        var packages = new SortedDictionary<(string Ecosystem, string Name), List<string>>();
        var count = 0;
        foreach (var artifact in artifacts)
        {
            if (++count > MaxArtifacts)
                throw ParseException.Limit(path, $"more than {MaxArtifacts} artifacts");
            if (artifact.TextOf("affected") != "true")
                continue;
            var text = artifact.TextOf("id");
            if (!FeedWords.IsWord(text) || !PackageUrl.TryParse(text, out var purl) || purl.Version is null || Ecosystems.OfType(purl.Type) is not { } ecosystem)
            {
                gaps.At($"{id}, artifact {count}", "a package URL with version of a known type");
                continue;
            }

            var key = (ecosystem, Ecosystems.NameOf(purl));
            if (!packages.TryGetValue(key, out var versions))
                packages[key] = versions = [];
            versions.Add(purl.Version);
        }

        return [.. packages.Select(p => new AffectedPackage
        {
            Ecosystem = p.Key.Ecosystem,
            Name = p.Key.Name,
            Vulnerable = VersionRange.None,
            Versions = [.. p.Value.Distinct(StringComparer.Ordinal)],
        })];
    }

    private static string Summary(RecordNode notes)
    {
        foreach (var note in notes)
        {
            if (note.TextOf("text") is { Length: > 0 } text)
                return SummaryLine.From(text);
        }

        return "";
    }

    private static IReadOnlyList<string> References(RecordNode notes)
    {
        var links = new ReferenceLinks();
        foreach (var note in notes)
        {
            foreach (var link in note["links"])
                links.Add(link.Text);
        }

        return links.Choose();
    }
}
