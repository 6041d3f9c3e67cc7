namespace Pavior.Formats.Text;

/// <summary>Names in the order in which they came, each once. A few are looked through, many are looked up.</summary>
public sealed class DistinctNames
{
    private const int Few = 16;

    private readonly List<string> _all = [];
    private HashSet<string>? _known;

    public IReadOnlyList<string> All => _all;

    public int Count => _all.Count;

    /// <summary>False for a name that is there already.</summary>
    public bool Add(string name)
    {
        if (_known is not null ? !_known.Add(name) : _all.Contains(name))
            return false;
        _all.Add(name);
        if (_known is null && _all.Count > Few)
            _known = new HashSet<string>(_all, StringComparer.Ordinal);
        return true;
    }

    /// <summary>The names in the order of their characters.</summary>
    public string[] Sorted()
    {
        string[] sorted = [.. _all];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }
}
