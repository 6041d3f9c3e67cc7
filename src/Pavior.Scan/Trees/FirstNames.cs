namespace Pavior.Scan.Trees;

/// <summary>
/// The names of a folder that come first in their order, in whatever order the file system lists them: what a limit cuts off is the same
/// each time. Holds twice the limit at most.
/// </summary>
/// <param name="limit">Names that are kept.</param>
internal sealed class FirstNames<T>(int limit)
{
    private static readonly Comparison<(string Name, T What)> ByName = static (one, other) => string.CompareOrdinal(one.Name, other.Name);

    private readonly List<(string Name, T What)> _names = [];

    /// <summary>True when there were more names.</summary>
    public bool IsCut { get; private set; }

    public void Add(string name, T what)
    {
        // Once something was cut off, the list up to the limit is in order.
        if (IsCut && string.CompareOrdinal(name, _names[limit - 1].Name) > 0)
            return;
        _names.Add((name, what));
        if (_names.Count >= limit * 2)
            Cut();
    }

    /// <summary>In order, each with what was said of it.</summary>
    public IReadOnlyList<(string Name, T What)> Sorted()
    {
        Cut();
        return _names;
    }

    private void Cut()
    {
        _names.Sort(ByName);
        if (_names.Count <= limit)
            return;
        _names.RemoveRange(limit, _names.Count - limit);
        IsCut = true;
    }
}
