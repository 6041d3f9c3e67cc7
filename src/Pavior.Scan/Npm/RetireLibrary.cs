using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Npm;

/// <summary>The vulnerabilities of one library of retire.js, put together by what they are known as.</summary>
internal sealed class RetireLibrary(string ecosystem, string name)
{
    /// <summary>Names, weaknesses and excluded versions of one entry.</summary>
    private const int MaxItems = 64;

    /// <summary>In a version: any pre-release of it.</summary>
    private const string AnyPreRelease = "-*";

    /// <summary>As the upper end: every version.</summary>
    private const string NoEnd = "~";

    private const string NodeSecurity = "nodesecurity.io/advisories/";

    private readonly List<Advisory> _advisories = [];
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    public IReadOnlyList<Advisory> Advisories() => _advisories;

    /// <summary>False for an entry without a version that says where it ends.</summary>
    public bool Add(RecordNode entry)
    {
        var (from, below) = (entry.TextOf("atOrAbove"), entry.TextOf("below"));
        if (!FeedWords.IsWord(below) || (from is not null && !FeedWords.IsWord(from)))
            return false;
        var intervals = Intervals(from?.Replace(AnyPreRelease, "-0", StringComparison.Ordinal), below == NoEnd ? null : below, entry["excludes"].Texts());
        var names = Names(entry["identifiers"], entry["info"]);
        var id = names.Count > 0 ? names[0] : OwnName(entry["identifiers"]) ?? $"{from ?? "0"}..{below}";
        if (_known.TryGetValue(id, out var at))
        {
            _advisories[at] = Join(_advisories[at], intervals, Rating(entry));
            return true;
        }

        _known[id] = _advisories.Count;
        _advisories.Add(new Advisory
        {
            Id = $"retire.js/{name}/{id}",
            Feed = "retirejs",
            Aliases = names,
            Summary = Summary(entry["identifiers"]),
            Severity = Rating(entry),
            Weaknesses = [.. entry["cwe"].Texts().Where(FeedWords.IsWord).Take(MaxItems)],
            References = Links(entry["info"]),
            Affected = [new AffectedPackage { Ecosystem = ecosystem, Name = name, Vulnerable = new VersionRange(intervals) }],
        });
        return true;
    }

    private static Advisory Join(Advisory known, List<VersionInterval> intervals, Severity severity)
    {
        var package = known.Affected[0];
        return known with
        {
            Severity = severity > known.Severity ? severity : known.Severity,
            Affected = [package with { Vulnerable = new VersionRange([.. package.Vulnerable.Intervals.Union(intervals)]) }],
        };
    }

    /// <summary>A version that is excluded, as one that a vendor mended for itself, parts the range.</summary>
    private static List<VersionInterval> Intervals(string? from, string? below, IReadOnlyList<string> excludes)
    {
        var intervals = new List<VersionInterval>();
        var start = new VersionInterval(from, true, below, false);
        foreach (var excluded in excludes.Where(FeedWords.IsWord).Take(MaxItems))
        {
            intervals.Add(start with { To = excluded, ToIncluded = false });
            start = start with { From = excluded, FromIncluded = false };
        }

        intervals.Add(below is null ? start with { ToIncluded = true } : start);
        return intervals;
    }

    /// <summary>Names that others know: GitHub's first, then CVE, then the number that the Node Security Project gave.</summary>
    private static List<string> Names(RecordNode identifiers, RecordNode info)
    {
        var names = new List<string>();
        if (identifiers.TextOf("githubID") is { } github && github.StartsWith("GHSA-", StringComparison.Ordinal) && FeedWords.IsWord(github))
            names.Add(github);
        names.AddRange(identifiers["CVE"].Texts().Where(c => FeedWords.IsWord(c) && c.StartsWith("CVE-", StringComparison.Ordinal)).Take(MaxItems));
        foreach (var link in info.Texts())
        {
            var at = link.IndexOf(NodeSecurity, StringComparison.Ordinal);
            var number = at < 0 ? [] : link.AsSpan(at + NodeSecurity.Length).TrimEnd('/');
            if (!number.IsEmpty && number.Length < 10 && !number.ContainsAnyExceptInRange('0', '9'))
                names.Add($"NSWG-ECO-{number}");
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What only retire.js or the library's own tracker calls it.</summary>
    private static string? OwnName(RecordNode identifiers)
    {
        foreach (var kind in (ReadOnlySpan<string>)["retid", "bug", "issue", "PR", "release"])
        {
            if (identifiers.TextOf(kind) is { } id && FeedWords.IsWord(id))
                return $"{kind}:{id}";
        }

        return identifiers["osvdb"].Texts() is [var first, ..] && FeedWords.IsWord(first) ? $"OSVDB-{first}" : null;
    }

    private static string Summary(RecordNode identifiers) =>
        SummaryLine.From(identifiers.TextOf("summary") ?? identifiers.TextOf("advisory") ?? identifiers.TextOf("release"));

    private static Severity Rating(RecordNode entry) => SeverityWords.Parse(entry.TextOf("severity"));

    private static IReadOnlyList<string> Links(RecordNode info)
    {
        var links = new ReferenceLinks();
        foreach (var link in info)
            links.Add(link.Text, link.Text?.Contains("/advisories/", StringComparison.Ordinal) == true);
        return links.Choose();
    }
}
