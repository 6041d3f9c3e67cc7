using Pavior.Core;

namespace Pavior.Reports.Diff;

/// <summary>Finds out which package of one report is which of another: the most alike first, and every one at most once, so that counts add up.</summary>
internal sealed class PackagePairs
{
    private readonly List<Package> _before;
    private readonly List<Package> _after;
    private readonly List<(Package Before, Package After)> _pairs = [];

    private PackagePairs(IEnumerable<Package> before, IEnumerable<Package> after)
    {
        _before = [.. before];
        _after = [.. after];
    }

    /// <summary>Only the earlier report has them.</summary>
    public IReadOnlyList<Package> Removed => _before;

    /// <summary>Only the later report has them.</summary>
    public IReadOnlyList<Package> Added => _after;

    public IReadOnlyList<(Package Before, Package After)> Pairs => _pairs;

    public static PackagePairs Of(IReadOnlyList<Package> before, IReadOnlyList<Package> after)
    {
        var pairs = new PackagePairs(before, after);
        pairs.Match(p => $"{Whole(p)} {p.Relation} {p.Owner?.DisplayName}", onlySingle: false);
        pairs.Match(Whole, onlySingle: false);

        // Several versions side by side are not told apart: which became which nobody knows.
        pairs.Match(p => $"{Name(p)} {PackageChange.Qualifiers(p)} {p.Relation} {p.Owner?.DisplayName}", onlySingle: true);
        pairs.Match(p => $"{Name(p)} {PackageChange.Qualifiers(p)} {p.Relation}", onlySingle: true);
        pairs.Match(p => $"{Name(p)} {PackageChange.FullVersion(p)}", onlySingle: true);
        pairs.Match(p => Name(p).ToString(), onlySingle: true);
        return pairs;
    }

    private static string Whole(Package package) => $"{Name(package)} {PackageChange.FullVersion(package)} {PackageChange.Qualifiers(package)}";

    private static PackageUrl Name(Package package) => new(package.Purl.Type, package.Purl.Namespace, package.Purl.Name, null);

    private void Match(Func<Package, string> key, bool onlySingle)
    {
        var later = _after.GroupBy(key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Queue<Package>(g), StringComparer.Ordinal);
        var gone = new HashSet<Package>(ReferenceEqualityComparer.Instance);
        foreach (var group in _before.GroupBy(key, StringComparer.Ordinal))
        {
            if (!later.TryGetValue(group.Key, out var come) || (onlySingle && (come.Count > 1 || group.Skip(1).Any())))
                continue;
            foreach (var package in group)
            {
                if (!come.TryDequeue(out var same))
                    break;
                _pairs.Add((package, same));
                gone.Add(package);
                gone.Add(same);
            }
        }

        _before.RemoveAll(gone.Contains);
        _after.RemoveAll(gone.Contains);
    }
}
