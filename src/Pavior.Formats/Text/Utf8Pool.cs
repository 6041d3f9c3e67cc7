using System.Text;

namespace Pavior.Formats.Text;

/// <summary>
/// Strings of one file, each made once: a package database repeats its architectures, maintainers and dependency names thousands of times.
/// Bytes that are not UTF-8 become U+FFFD. Not for several threads.
/// </summary>
public sealed class Utf8Pool
{
    /// <summary>Bytes of a text that may come again; a longer one is made each time.</summary>
    private const int MaxPooled = 512;

    private readonly Dictionary<byte[], string> _strings = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], string>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public Utf8Pool() => _lookup = _strings.GetAlternateLookup<ReadOnlySpan<byte>>();

    public string Get(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return "";
        if (text.Length > MaxPooled)
            return Encoding.UTF8.GetString(text);
        if (_lookup.TryGetValue(text, out var known))
            return known;
        var made = Encoding.UTF8.GetString(text);
        _lookup[text] = made;
        return made;
    }
}
