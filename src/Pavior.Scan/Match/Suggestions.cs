using Pavior.Core;

namespace Pavior.Scan.Match;

/// <summary>Turns findings into upgrades: what is built from one source is upgraded together, and what removes most risk comes first.</summary>
internal static class Suggestions
{
    public static IReadOnlyList<Suggestion> From(IReadOnlyList<MatchedFinding> findings) => findings
        .Where(f => f.Finding.FixedVersion is not null && f.Finding.Package.Owner is null)
        .GroupBy(f => (f.Finding.Package.Purl.Type, Name: f.Finding.Package.Source?.Name ?? f.Finding.Package.Name))
        .Select(g => Of(g.Key.Type, g.Key.Name, [.. g]))
        .OrderByDescending(s => s.Risk).ThenByDescending(s => s.Findings).ThenBy(s => s.Ecosystem, StringComparer.Ordinal).ThenBy(s => s.Name, StringComparer.Ordinal)
        .ToArray();

    private static Suggestion Of(string type, string name, MatchedFinding[] findings)
    {
        var to = Target(findings);
        var removed = findings.Where(f => !Keeps(f, to)).Select(f => f.Finding).ToArray();
        return new Suggestion(
            name,
            type,
            removed.Select(f => f.Package.Version).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray(),
            to,
            removed.Length,
            Math.Round(removed.Sum(f => f.Risk), 1, MidpointRounding.AwayFromZero),
            removed.Select(f => f.Package.Purl).Distinct().Order().ToArray());
    }

    /// <summary>
    /// The lowest version that has none of the findings, else the one that has the least risk left. Fixes of several branches stand in one range
    /// (before 0.31.1, and from 1.0.0 before 1.15.1): the highest of the single fixes may lie in the next branch's vulnerable part.
    /// </summary>
    private static string Target(MatchedFinding[] findings)
    {
        var order = findings[0].Candidates[0].Order;
        var least = findings.Select(f => f.Finding.FixedVersion!).Aggregate((high, next) => order.Compare(next, high) > 0 ? next : high);
        var split = findings.Where(f => f.Candidates.Any(IsSplit)).ToArray();
        if (split.All(f => !Keeps(f, least)))
            return least;
        var choices = split.SelectMany(f => f.Candidates).SelectMany(c => c.Affected.Vulnerable.Intervals).Where(i => i.To is not null && !i.ToIncluded).Select(i => i.To!)
            .Append(least)
            .Where(v => order.Compare(v, least) >= 0)
            .Distinct(StringComparer.Ordinal)
            .Order(Comparer<string>.Create((a, b) => order.Compare(a, b) is var c and not 0 ? c : string.CompareOrdinal(a, b)));
        var (best, risk) = (least, double.PositiveInfinity);
        foreach (var choice in choices)
        {
            var left = RiskLeft(split, choice, risk);
            if (left < risk)
                (best, risk) = (choice, left);
            if (risk == 0)
                break;
        }

        return best;
    }

    /// <summary>Risk that stays at a version, counted no further than what is already too much.</summary>
    private static double RiskLeft(MatchedFinding[] findings, string version, double tooMuch)
    {
        var left = 0d;
        foreach (var finding in findings)
        {
            if (Keeps(finding, version))
                left += finding.Finding.Risk;
            if (left >= tooMuch)
                break;
        }

        return left;
    }

    /// <summary>True when a later version than the fix may be vulnerable again.</summary>
    private static bool IsSplit(Candidate candidate) =>
        candidate.Affected.Versions.Count > 0 || candidate.Affected.Vulnerable.Intervals is not [{ To: not null, ToIncluded: false }];

    private static bool Keeps(MatchedFinding finding, string version) => finding.Candidates.Any(c => IsSplit(c) && c.Contains(version));
}
