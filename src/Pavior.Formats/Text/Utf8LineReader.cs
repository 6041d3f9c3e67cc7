namespace Pavior.Formats.Text;

/// <summary>Walks the lines of a text without copying them; line ends are LF or CRLF, a byte order mark is passed over.</summary>
/// <param name="text">The text.</param>
/// <param name="endAtReturn">True when a lone CR ends a line, too, as in files of old Macs.</param>
public ref struct Utf8LineReader(ReadOnlySpan<byte> text, bool endAtReturn = false)
{
    private ReadOnlySpan<byte> _rest = text.StartsWith("\uFEFF"u8) ? text[3..] : text;

    /// <summary>The line without its end.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>One-based number of the current line.</summary>
    public int Line { get; private set; }

    public bool Read()
    {
        if (_rest.IsEmpty)
            return false;
        var end = endAtReturn ? _rest.IndexOfAny((byte)'\n', (byte)'\r') : _rest.IndexOf((byte)'\n');
        var line = end < 0 ? _rest : _rest[..end];
        if (end >= 0 && _rest[end..].StartsWith("\r\n"u8))
            end++;
        _rest = end < 0 ? default : _rest[(end + 1)..];
        Current = line.EndsWith("\r"u8) ? line[..^1] : line;
        Line++;
        return true;
    }
}
