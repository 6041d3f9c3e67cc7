using Pavior.Core;

namespace Pavior.Reports.Diff;

/// <summary>What is different between two reports of targets.</summary>
/// <param name="Added">Packages that only the later one has, by purl.</param>
/// <param name="Removed">Packages that only the earlier one has, by purl.</param>
/// <param name="Changed">Packages that both have in another version, by purl of the earlier.</param>
/// <param name="LayersInCommon">How many of the lowest layers are the same.</param>
public sealed record ReportDiff(
    Report Before,
    Report After,
    IReadOnlyList<Package> Added,
    IReadOnlyList<Package> Removed,
    IReadOnlyList<PackageChange> Changed,
    int LayersInCommon)
{
    /// <summary>Bytes of all layers as stored, later minus earlier.</summary>
    public long SizeDifference => Size(After) - Size(Before);

    public bool DistributionChanged => !SameDistribution(Before.Inventory.Distribution, After.Inventory.Distribution);

    public bool UserChanged => (Before.Target.User ?? "") != (After.Target.User ?? "");

    public bool IsEmpty =>
        Added.Count == 0 && Removed.Count == 0 && Changed.Count == 0 && !DistributionChanged && !UserChanged
        && LayersInCommon == Before.Target.Layers.Count && LayersInCommon == After.Target.Layers.Count;

    /// <summary>Packages are the same when all but the version agrees: type, namespace, name, architecture and relation. The distribution's release does not count.</summary>
    public static ReportDiff Between(Report before, Report after)
    {
        var earlier = ByIdentity(before.Inventory.Packages);
        var later = ByIdentity(after.Inventory.Packages);
        var added = new List<Package>();
        var removed = new List<Package>();
        var changed = new List<PackageChange>();
        foreach (var identity in earlier.Keys.Union(later.Keys, StringComparer.Ordinal))
        {
            var gone = Except(earlier.GetValueOrDefault(identity), later.GetValueOrDefault(identity));
            var come = Except(later.GetValueOrDefault(identity), earlier.GetValueOrDefault(identity));
            if (gone.Count == 1 && come.Count == 1)
            {
                changed.Add(new PackageChange(gone[0], come[0]));
                continue;
            }

            added.AddRange(come);
            removed.AddRange(gone);
        }

        return new ReportDiff(
            before, after, Sorted(added), Sorted(removed), [.. changed.OrderBy(c => c.Before.Purl).ThenBy(c => c.Before.Relation)], LayersOf(before, after));
    }

    private static Dictionary<string, SortedDictionary<string, Package>> ByIdentity(IReadOnlyList<Package> packages)
    {
        var byIdentity = new Dictionary<string, SortedDictionary<string, Package>>(StringComparer.Ordinal);
        foreach (var package in packages)
        {
            var identity = Identity(package);
            if (!byIdentity.TryGetValue(identity, out var versions))
                byIdentity[identity] = versions = new SortedDictionary<string, Package>(StringComparer.Ordinal);
            versions.TryAdd(FullVersion(package), package);
        }

        return byIdentity;
    }

    private static string Identity(Package package)
    {
        var purl = package.Purl;
        var qualifiers = purl.Qualifiers.Where(q => q.Key is not ("distro" or "epoch"));
        return $"{new PackageUrl(purl.Type, purl.Namespace, purl.Name, null, qualifiers, purl.Subpath)} {Words.Of(package.Relation)}";
    }

    private static string FullVersion(Package package) =>
        package.Purl.Qualifier("epoch") is { } epoch ? $"{epoch}:{package.Version}" : package.Version;

    private static List<Package> Except(SortedDictionary<string, Package>? versions, SortedDictionary<string, Package>? others) =>
        versions is null ? [] : [.. versions.Where(v => others is null || !others.ContainsKey(v.Key)).Select(v => v.Value)];

    private static Package[] Sorted(List<Package> packages) => [.. packages.OrderBy(p => p.Purl).ThenBy(p => p.Relation)];

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
