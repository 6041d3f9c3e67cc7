namespace Pavior.Reports.Sbom;

/// <summary>The places of the packages of one name, in the order of their paths: those that share the start of a path stand together.</summary>
internal sealed class PlaceIndex
{
    private readonly string[] _paths;
    private readonly int[] _packages;

    /// <summary>By level: the least package of the two to the power of level that stand from an index on.</summary>
    private readonly List<int[]> _least = [];

    public PlaceIndex(List<(string Path, int Package)> places)
    {
        places.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path) is var order and not 0 ? order : a.Package.CompareTo(b.Package));
        _paths = [.. places.Select(p => p.Path)];
        _packages = [.. places.Select(p => p.Package)];
    }

    public ReadOnlySpan<int> At(string path)
    {
        var start = First(path, 0, static (place, wanted) => string.CompareOrdinal(place, wanted) < 0);
        var end = First(path, start, static (place, wanted) => string.CompareOrdinal(place, wanted) <= 0);
        return _packages.AsSpan(start, end - start);
    }

    public int? Nearest(string path)
    {
        if (_paths.Length == 0)
            return null;
        var at = First(path, 0, static (place, wanted) => string.CompareOrdinal(place, wanted) < 0);
        var shared = Math.Max(at > 0 ? SharedFolders(path, _paths[at - 1]) : 0, at < _paths.Length ? SharedFolders(path, _paths[at]) : 0);
        var folder = path[..shared];
        var start = First(folder, 0, static (place, wanted) => string.CompareOrdinal(place, wanted) < 0);
        var end = First(folder, start, static (place, wanted) => string.CompareOrdinal(place, wanted) <= 0 || place.StartsWith(wanted, StringComparison.Ordinal));
        return Least(start, end);
    }

    /// <summary>Length of the folders that two paths have in common, with the separator behind.</summary>
    private static int SharedFolders(string a, string b)
    {
        var same = a.AsSpan().CommonPrefixLength(b);
        return a.AsSpan(0, same).LastIndexOfAny('/', '!') + 1;
    }

    /// <summary>The first index from one on for whose path something no longer holds.</summary>
    private int First(string wanted, int from, Func<string, string, bool> holds)
    {
        var (low, high) = (from, _paths.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (holds(_paths[middle], wanted))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private int Least(int start, int end)
    {
        var level = int.Log2(end - start);
        while (_least.Count <= level)
            _least.Add(_least.Count == 0 ? _packages : Doubled(_least[^1], 1 << (_least.Count - 1)));
        return Math.Min(_least[level][start], _least[level][end - (1 << level)]);
    }

    private static int[] Doubled(int[] least, int step)
    {
        var doubled = new int[least.Length - step];
        for (var i = 0; i < doubled.Length; i++)
            doubled[i] = Math.Min(least[i], least[i + step]);
        return doubled;
    }
}
