using Pavior.Core;

namespace Pavior.Reports.Diff;

/// <summary>What is different between two reports of targets. Packages before, plus added, minus removed, are the packages after.</summary>
/// <param name="Added">Packages that only the later one has, by purl.</param>
/// <param name="Removed">Packages that only the earlier one has, by purl.</param>
/// <param name="Changed">Packages that both have and that are not the same, by purl of the later.</param>
/// <param name="Moved">Packages that are the same and lie elsewhere, by purl of the later.</param>
/// <param name="LayersInCommon">How many of the lowest layers are the same.</param>
public sealed record ReportDiff(
    Report Before,
    Report After,
    IReadOnlyList<Package> Added,
    IReadOnlyList<Package> Removed,
    IReadOnlyList<PackageChange> Changed,
    IReadOnlyList<PackageChange> Moved,
    int LayersInCommon)
{
    /// <summary>Bytes of all layers as stored, later minus earlier.</summary>
    public long SizeDifference => Size(After) - Size(Before);

    public bool DistributionChanged => !SameDistribution(Before.Inventory.Distribution, After.Inventory.Distribution);

    public bool UserChanged => (Before.Target.User ?? "") != (After.Target.User ?? "");

    public bool IsEmpty =>
        Added.Count == 0 && Removed.Count == 0 && Changed.Count == 0 && Moved.Count == 0 && !DistributionChanged && !UserChanged
        && LayersInCommon == Before.Target.Layers.Count && LayersInCommon == After.Target.Layers.Count;

    /// <summary>
    /// Type, namespace and name make a package the same; version, qualifiers, relation and owner decide between several. The release of the
    /// distribution alone makes no difference.
    /// </summary>
    public static ReportDiff Between(Report before, Report after)
    {
        var pairs = PackagePairs.Of(before.Inventory.Packages, after.Inventory.Packages);
        var changes = pairs.Pairs
            .Select(pair => PackageChange.Of(pair.Before, pair.After))
            .OfType<PackageChange>()
            .OrderBy(c => c.After.Purl).ThenBy(c => c.After.Relation).ThenBy(c => c.After.Owner?.ToString(), StringComparer.Ordinal)
            .ToArray();
        return new ReportDiff(
            before,
            after,
            Sorted(pairs.Added),
            Sorted(pairs.Removed),
            Array.FindAll(changes, static c => !c.IsMove),
            Array.FindAll(changes, static c => c.IsMove),
            LayersOf(before, after));
    }

    private static Package[] Sorted(IReadOnlyList<Package> packages) => [.. packages.OrderBy(p => p.Purl).ThenBy(p => p.Relation)];

    private static int LayersOf(Report before, Report after)
    {
        var count = 0;
        while (count < before.Target.Layers.Count && count < after.Target.Layers.Count
            && before.Target.Layers[count].DiffId == after.Target.Layers[count].DiffId)
        {
            count++;
        }

        return count;
    }

    private static bool SameDistribution(Distribution? a, Distribution? b) => a?.Id == b?.Id && a?.VersionId == b?.VersionId;

    private static long Size(Report report) => report.Target.Size;
}
