using Pavior.Core;

namespace Pavior.Scan.Assembly;

/// <summary>
/// Joins what an SBOM inside the target says with what the scan saw itself: the same software is listed once, and the SBOM becomes a further
/// piece of its evidence. What only the SBOM says stays as it is.
/// </summary>
internal static class StatedPackages
{
    public static void Join(List<Package> packages)
    {
        if (!packages.Exists(static p => p.IsOnlyStated))
            return;
        var seen = new Dictionary<PackageUrl, List<int>>();
        for (var i = 0; i < packages.Count; i++)
        {
            if (packages[i].IsOnlyStated)
                continue;
            var key = Key(packages[i].Purl);
            if (!seen.TryGetValue(key, out var places))
                seen[key] = places = [];
            places.Add(i);
        }

        var joined = new HashSet<int>();
        for (var i = 0; i < packages.Count; i++)
        {
            if (packages[i].IsOnlyStated && seen.TryGetValue(Key(packages[i].Purl), out var places) && Best(packages, places, packages[i].Purl) is { } place)
            {
                packages[place] = packages[place] with { Evidence = [.. packages[place].Evidence, .. packages[i].Evidence] };
                joined.Add(i);
            }
        }

        var kept = packages.Where((_, i) => !joined.Contains(i)).ToArray();
        packages.Clear();
        packages.AddRange(kept);
    }

    /// <summary>Qualifiers are each tool's own: <c>arch</c>, <c>distro</c>, <c>upstream</c>.</summary>
    private static PackageUrl Key(PackageUrl purl) => new(purl.Type, purl.Namespace, purl.Name, purl.Version);

    /// <summary>Of several, one of the same architecture where both say it; ties go by place, so that the order of reading does not show.</summary>
    private static int? Best(List<Package> packages, List<int> places, PackageUrl stated)
    {
        int? best = null;
        foreach (var place in places)
        {
            var (one, other) = (packages[place].Purl.Qualifier("arch"), stated.Qualifier("arch"));
            if (one is not null && other is not null && one != other)
                continue;
            if (best is not { } held || string.CompareOrdinal(packages[place].Evidence[0].Path, packages[held].Evidence[0].Path) < 0)
                best = place;
        }

        return best;
    }
}
