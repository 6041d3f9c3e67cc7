using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;

namespace Pavior.Scan.Advisories.GitHub;

/// <summary>
/// GitHub's advisories as its GraphQL interface gives them: a line for each answer or node of <c>securityVulnerabilities</c>.
/// A node is one range of one package, so an advisory is put together from several.
/// </summary>
internal sealed class GitHubGraphFeed : AdvisoryFeed
{
    /// <summary>Bytes of one file.</summary>
    private const int MaxFile = 256 * 1024 * 1024;

    /// <summary>Nodes of one file.</summary>
    private const int MaxNodes = 1_000_000;

    public override string Id => "ghsa";

    public override string Title => "GitHub security advisories (GraphQL)";

    public override bool Recognises(string path, ReadOnlySpan<byte> head)
    {
        var walk = new JsonHead.Walk(head);
        while (walk.NextMember())
        {
            if ((walk.IsNamed("node"u8) || walk.IsNamed("data"u8)) && walk.Kind == JsonTokenType.StartObject)
                return head.IndexOf("\"vulnerableVersionRange\""u8) >= 0 || head.IndexOf("\"securityVulnerabilities\""u8) >= 0;
            if (walk.IsNamed("vulnerableVersionRange"u8) || walk.IsNamed("securityVulnerabilities"u8))
                return true;
        }

        return false;
    }

    public override void Read(FileContent file, FeedSink sink)
    {
        var bytes = file.ReadAll(MaxFile);
        var gaps = new RecordGaps(file.Path, sink);
        var advisories = new Dictionary<string, GitHubNodes>(StringComparer.Ordinal);
        var nodes = 0;
        var lines = new Utf8LineReader(bytes.Span);
        var offset = bytes.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (lines.Read())
        {
            var line = bytes.Slice(offset, lines.Current.Length);
            offset = Math.Min(bytes.Length, offset + lines.Current.Length + LineEnd(bytes.Span, offset + lines.Current.Length));
            if (lines.Current.Trim((byte)' ').IsEmpty)
                continue;
            try
            {
                using var json = JsonFile.Parse($"{file.Path}, line {lines.Line}", line);
                foreach (var (node, ecosystem) in Nodes(json.Root))
                {
                    if (++nodes > MaxNodes)
                        throw ParseException.Limit(file.Path, $"more than {MaxNodes} nodes");
                    GitHubNodes.Add(advisories, node, ecosystem, file.Path, lines.Line);
                }
            }
            catch (ParseException bad) when (nodes <= MaxNodes)
            {
                gaps.Add(bad.AsGap());
            }
        }

        foreach (var advisory in advisories.Values)
            sink.Add(advisory.ToAdvisory());
    }

    private static int LineEnd(ReadOnlySpan<byte> bytes, int at) =>
        at >= bytes.Length ? 0 : bytes[at] == '\r' ? 2 : 1;

    /// <summary>A node, a wrapped node, or the answer to a query with its page of nodes.</summary>
    private static IEnumerable<(RecordNode Node, string? Ecosystem)> Nodes(JsonElement root)
    {
        var top = new RecordNode(root);
        var ecosystem = top.TextOf("ecosystem");
        var page = (top["data"] is { Exists: true } data ? data : top)["securityVulnerabilities"];
        if (!page.Exists)
        {
            yield return (top["node"] is { Exists: true } wrapped ? wrapped : top, ecosystem);
            yield break;
        }

        foreach (var node in page["nodes"])
            yield return (node, ecosystem);
        foreach (var edge in page["edges"])
            yield return (edge["node"], ecosystem);
    }
}
