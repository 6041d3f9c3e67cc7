namespace Pavior.Scan.Layers;

/// <summary>Names under which files of a layer are to be read, by where those files are. Two arrays and an index: a layer may have half a million.</summary>
internal sealed class Aliases
{
    /// <summary>Ordered by target, then name.</summary>
    private readonly (string Target, string Name)[] _pairs;

    private readonly Dictionary<string, (int Start, int Count)> _byTarget = new(StringComparer.Ordinal);

    /// <param name="targets">From each name to where its file is.</param>
    public Aliases(IEnumerable<KeyValuePair<string, string>> targets)
    {
        _pairs = [.. targets.Select(t => (t.Value, t.Key))];
        Array.Sort(_pairs, static (one, other) => string.CompareOrdinal(one.Target, other.Target) is not 0 and var order ? order : string.CompareOrdinal(one.Name, other.Name));
        for (var start = 0; start < _pairs.Length;)
        {
            var end = start + 1;
            while (end < _pairs.Length && _pairs[end].Target == _pairs[start].Target)
                end++;
            _byTarget[_pairs[start].Target] = (start, end - start);
            start = end;
        }
    }

    /// <summary>Files that are asked for.</summary>
    public int Count => _byTarget.Count;

    /// <summary>Every name with its file, in the order of files and names.</summary>
    public IReadOnlyList<(string Target, string Name)> Pairs => _pairs;

    /// <summary>The names of the file at a path; none when it is not asked for.</summary>
    public ReadOnlySpan<(string Target, string Name)> Of(ReadOnlySpan<char> target) =>
        _byTarget.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(target, out var range) ? _pairs.AsSpan(range.Start, range.Count) : [];

    /// <summary>True when the file at the path is to be read under the name.</summary>
    public bool Asks(string target, string name)
    {
        var (low, high) = _byTarget.TryGetValue(target, out var range) ? (range.Start, range.Start + range.Count - 1) : (0, -1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(_pairs[middle].Name, name);
            if (order == 0)
                return true;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return false;
    }
}
