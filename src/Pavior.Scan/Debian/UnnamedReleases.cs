using System.Globalization;
using Pavior.Core;

namespace Pavior.Scan.Debian;

/// <summary>
/// Finds the releases that a line without release stands for: those that Debian looked after when the vulnerability became known, and for
/// which neither the entry itself nor an advisory says something of the package.
/// </summary>
internal static class UnnamedReleases
{
    public static IReadOnlyList<Advisory> Spread(IReadOnlyList<Advisory> advisories)
    {
        var said = SaidByAdvisories(advisories);
        return [.. advisories.Select(a => a.Affected.Any(p => p.Ecosystem == DebianReleases.Unnamed) ? Spread(a, said) : a)];
    }

    private static HashSet<(string Vulnerability, string Ecosystem, string Package)> SaidByAdvisories(IReadOnlyList<Advisory> advisories) =>
        [.. from advisory in advisories
            from vulnerability in advisory.Covers
            from package in advisory.Affected
            select (vulnerability, package.Ecosystem, package.Name)];

    private static Advisory Spread(Advisory advisory, HashSet<(string Vulnerability, string Ecosystem, string Package)> said)
    {
        var year = YearOf(advisory.Id);
        var own = advisory.Affected.Select(p => (p.Ecosystem, p.Name)).ToHashSet();
        var affected = advisory.Affected.Where(p => p.Ecosystem != DebianReleases.Unnamed).ToList();
        foreach (var package in advisory.Affected)
        {
            if (package.Ecosystem != DebianReleases.Unnamed)
                continue;
            foreach (var release in DebianReleases.All)
            {
                if (year <= release.LastYear && !own.Contains((release.Ecosystem, package.Name))
                    && !said.Contains((advisory.Id, release.Ecosystem, package.Name)))
                {
                    affected.Add(package with { Ecosystem = release.Ecosystem });
                }
            }
        }

        return advisory with { Affected = affected };
    }

    /// <summary>Of <c>CVE-2023-1393</c>; what has no number yet is new.</summary>
    private static int YearOf(string id) =>
        id.Length > 8 && int.TryParse(id.AsSpan(4, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : int.MaxValue;
}
