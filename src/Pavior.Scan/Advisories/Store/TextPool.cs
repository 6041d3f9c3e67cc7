using System.Text;

namespace Pavior.Scan.Advisories.Store;

/// <summary>Every text of a database once. Numbers given while reading are provisional; <see cref="Rank"/> sorts them for good.</summary>
internal sealed class TextPool
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    public int Count => _texts.Count;

    /// <summary>About how many bytes of memory the texts take, and will take as UTF-8.</summary>
    public long Held { get; private set; }

    public int Add(string text)
    {
        if (_ids.TryGetValue(text, out var known))
            return known;
        _ids[text] = _texts.Count;
        _texts.Add(text);
        Held += (3L * AdvisoryWeight.Entry) + (3L * text.Length);
        return _texts.Count - 1;
    }

    /// <summary>UTF-8 forms in byte order, and for each provisional number its place in it.</summary>
    public (byte[][] Sorted, int[] Ranks) Rank()
    {
        var encoded = _texts.Select(Encoding.UTF8.GetBytes).ToArray();
        var order = Enumerable.Range(0, encoded.Length).ToArray();
        Array.Sort(order, (a, b) => encoded[a].AsSpan().SequenceCompareTo(encoded[b]));
        var ranks = new int[encoded.Length];
        for (var rank = 0; rank < order.Length; rank++)
            ranks[order[rank]] = rank;
        return (order.Select(i => encoded[i]).ToArray(), ranks);
    }

    public string this[int id] => _texts[id];
}
