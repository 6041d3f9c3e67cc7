using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Advisories.GitHub;

/// <summary>The nodes of one advisory, each a range of a package, on their way to become one <see cref="Advisory"/>.</summary>
internal sealed class GitHubNodes
{
    /// <summary>Ranges of one advisory; the longest list seen has below 200.</summary>
    private const int MaxRanges = 10_000;

    private readonly string _id;
    private readonly GitHubAdvisoryTexts _texts;
    private readonly SortedDictionary<(string Ecosystem, string Name), List<VersionInterval>> _packages = [];
    private int _ranges;

    private GitHubNodes(string id, RecordNode advisory)
    {
        _id = id;
        _texts = GitHubAdvisoryTexts.Read(id, advisory);
    }

    /// <exception cref="ParseException">The node says nothing that can be used.</exception>
    public static void Add(Dictionary<string, GitHubNodes> advisories, RecordNode node, string? ecosystem, string path, int line)
    {
        var advisory = node["advisory"];
        var id = advisory.TextOf("ghsaId") ?? Identifier(advisory, "GHSA") ?? Identifier(advisory, "CVE");
        var name = node["package"].TextOf("name");
        var family = Ecosystem(node["package"].TextOf("ecosystem") ?? ecosystem);
        var record = $"line {line}";
        if (family is null)
            throw ParseException.AtRecord(path, record, "the name of an ecosystem");
        var range = Range(node, family, path, record);
        id = FeedWords.Require(path, record, id, "the id of an advisory");
        name = FeedWords.Require(path, record, name, "the name of a package");
        if (!advisories.TryGetValue(id, out var known))
            advisories[id] = known = new GitHubNodes(id, advisory);
        if (++known._ranges > MaxRanges)
            throw ParseException.Limit(path, $"{id}: more than {MaxRanges} ranges");
        if (!known._packages.TryGetValue((family, name), out var intervals))
            known._packages[(family, name)] = intervals = [];
        intervals.AddRange(range.Intervals.Except(intervals));
    }

    public Advisory ToAdvisory() => new()
    {
        Id = _id,
        Feed = "ghsa",
        Aliases = _texts.Aliases,
        Summary = _texts.Summary,
        Published = _texts.Published,
        Modified = _texts.Modified,
        Withdrawn = _texts.Withdrawn,
        Cvss = _texts.Cvss,
        Severity = _texts.Severity,
        Weaknesses = _texts.Weaknesses,
        References = _texts.References,
        Affected = _texts.Withdrawn is not null ? [] : [.. _packages.Select(p => new AffectedPackage
        {
            Ecosystem = p.Key.Ecosystem,
            Name = p.Key.Name,
            Vulnerable = new VersionRange(p.Value),
        })],
    };

    /// <summary>
    /// Where the range ends with the last vulnerable version, it is drawn out to the first patched one that GitHub names beside
    /// it, as GitHub does when it exports the advisory in the OSV schema.
    /// </summary>
    private static VersionRange Range(RecordNode node, string ecosystem, string path, string record)
    {
        var order = VersionOrders.Of(ecosystem)!;
        var text = FeedWords.Require(path, record, node.TextOf("vulnerableVersionRange"), "a range of vulnerable versions");
        var range = PlainRange.Parse(order, text, path);
        var fix = node["firstPatchedVersion"].TextOf("identifier");
        return FeedWords.IsWord(fix) && range.Intervals is [{ To: { } last, ToIncluded: true } interval] && order.Compare(fix, last) > 0
            ? new VersionRange([interval with { To = fix, ToIncluded = false }])
            : range;
    }

    private static string? Identifier(RecordNode advisory, string type)
    {
        foreach (var identifier in advisory["identifiers"])
        {
            if (identifier.TextOf("type") == type && identifier.TextOf("value") is { Length: > 0 } value)
                return value;
        }

        return null;
    }

    /// <summary>Of the GraphQL enumeration SecurityAdvisoryEcosystem, and of names that tools around it use.</summary>
    private static string? Ecosystem(string? name) => name?.ToUpperInvariant() switch
    {
        "ACTIONS" => "GitHub Actions",
        "CARGO" or "RUST" => "crates.io",
        "COMPOSER" => "Packagist",
        "ERLANG" => "Hex",
        "GEM" or "RUBYGEMS" => "RubyGems",
        "GO" or "GOLANG" => "Go",
        "MAVEN" => "Maven",
        "NPM" => "npm",
        "NUGET" => "NuGet",
        "PIP" or "PYPI" => "PyPI",
        "PUB" => "Pub",
        "SWIFT" => "SwiftURL",
        _ => null,
    };
}
