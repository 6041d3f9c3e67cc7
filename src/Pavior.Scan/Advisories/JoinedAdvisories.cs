using Pavior.Core;

namespace Pavior.Scan.Advisories;

/// <summary>Puts together what the files of one feed say of the same advisory: a file for each release, or a record for each package.</summary>
internal static class JoinedAdvisories
{
    /// <summary>Each id once, in ordinal order. The outcome is the same for any order of what comes in.</summary>
    public static IReadOnlyList<Advisory> ById(IReadOnlyList<Advisory> advisories) =>
    [
        .. advisories.GroupBy(a => a.Id, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Skip(1).Any() ? Join([.. g.OrderByDescending(Time).ThenBy(a => a.Summary, StringComparer.Ordinal)]) : g.First()),
    ];

    /// <param name="parts">The one that speaks for the rest comes first.</param>
    private static Advisory Join(Advisory[] parts) => parts[0] with
    {
        Summary = parts.Select(p => p.Summary).FirstOrDefault(s => s.Length > 0) ?? "",
        Severity = parts.Max(p => p.Severity),
        Published = parts.Min(p => p.Published),
        Modified = parts.Max(p => p.Modified),
        Aliases = Union(parts.SelectMany(p => p.Aliases)),
        Covers = Union(parts.SelectMany(p => p.Covers)),
        Cvss = Union(parts.SelectMany(p => p.Cvss)),
        Weaknesses = Union(parts.SelectMany(p => p.Weaknesses)),
        References = [.. parts[0].References, .. Union(parts.Skip(1).SelectMany(p => p.References)).Except(parts[0].References, StringComparer.Ordinal)],
        Affected = Union(parts.SelectMany(p => p.Affected)),
    };

    private static DateTimeOffset Time(Advisory advisory) => advisory.Modified ?? advisory.Published ?? DateTimeOffset.MinValue;

    private static IReadOnlyList<string> Union(IEnumerable<string> texts) => [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<AffectedPackage> Union(IEnumerable<AffectedPackage> packages) =>
    [
        .. packages.Distinct()
            .OrderBy(p => p.Ecosystem, StringComparer.Ordinal).ThenBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.IsSource)
            .ThenBy(p => p.Module, StringComparer.Ordinal).ThenBy(p => p.Status).ThenBy(p => p.Severity).ThenBy(p => $"{p.Vulnerable}", StringComparer.Ordinal)
            .ThenBy(p => string.Join(' ', p.Architectures), StringComparer.Ordinal),
    ];
}
