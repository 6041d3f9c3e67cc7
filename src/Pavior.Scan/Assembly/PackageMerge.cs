using Pavior.Core;

namespace Pavior.Scan.Assembly;

/// <summary>Makes one package of equal ones in several places, and puts all in order.</summary>
internal static class PackageMerge
{
    public static IReadOnlyList<Package> Merge(IReadOnlyList<Package> packages) => packages
        .GroupBy(p => (p.Purl, p.Relation, p.Owner))
        .Select(MergeEqual)
        .OrderBy(p => p.Purl).ThenBy(p => p.Relation).ThenBy(p => p.Owner?.ToString(), StringComparer.Ordinal)
        .ToArray();

    private static Package MergeEqual(IEnumerable<Package> equal)
    {
        // The best-founded copy speaks for all; ties go by place, so that the order of reading does not show.
        var copies = equal.OrderByDescending(p => p.Confidence).ThenBy(p => p.Evidence[0].Path, StringComparer.Ordinal).ToArray();
        var first = copies[0];
        if (copies.Length == 1)
            return first with { Evidence = Ordered(first.Evidence) };
        return first with
        {
            Scope = copies.Min(p => p.Scope),
            Licenses = copies.Select(p => p.Licenses).FirstOrDefault(l => l.Count > 0) ?? [],
            Supplier = copies.Select(p => p.Supplier).FirstOrDefault(s => s is not null),
            Source = copies.Select(p => p.Source).FirstOrDefault(s => s is not null),
            Requires = copies.Select(p => p.Requires).FirstOrDefault(r => r.Count > 0) ?? [],
            Files = copies.Select(p => p.Files).FirstOrDefault(f => !f.IsEmpty) ?? FileList.Empty,
            Evidence = Ordered(copies.SelectMany(p => p.Evidence)),
        };
    }

    private static Evidence[] Ordered(IEnumerable<Evidence> evidence) => evidence
        .Distinct()
        .OrderBy(e => e.Path, StringComparer.Ordinal).ThenBy(e => e.Line ?? 0).ThenBy(e => e.Extractor, StringComparer.Ordinal).ThenBy(e => e.Layer ?? -1)
        .ToArray();
}
