using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Match;

/// <summary>Turns findings into upgrades: what is built from one source is upgraded together, and what removes most risk comes first.</summary>
internal static class Suggestions
{
    public static IReadOnlyList<Suggestion> From(IReadOnlyList<Finding> findings) => findings
        .Where(f => f.FixedVersion is not null && f.Package.Owner is null)
        .GroupBy(f => (f.Package.Purl.Type, Name: f.Package.Source?.Name ?? f.Package.Name))
        .Select(g => Of(g.Key.Type, g.Key.Name, [.. g]))
        .OrderByDescending(s => s.Risk).ThenByDescending(s => s.Findings).ThenBy(s => s.Ecosystem, StringComparer.Ordinal).ThenBy(s => s.Name, StringComparer.Ordinal)
        .ToArray();

    private static Suggestion Of(string type, string name, Finding[] findings)
    {
        var order = VersionOrders.OfType(type);
        var to = findings.Select(f => f.FixedVersion!).Aggregate((high, next) => order is not null && order.Compare(next, high) > 0 ? next : high);
        return new Suggestion(
            name,
            type,
            findings.Select(f => f.Package.Version).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray(),
            to,
            findings.Length,
            Math.Round(findings.Sum(f => f.Risk), 1, MidpointRounding.AwayFromZero),
            findings.Select(f => f.Package.Purl).Distinct().Order().ToArray());
    }
}
