namespace Pavior.Formats.Text;

/// <summary>Walks the lines of a text with their numbers. Lines end with LF or CR LF; no other character ends one.</summary>
/// <param name="text">The text.</param>
/// <param name="endAtReturn">True when a lone CR ends a line, too, as in files of old Macs.</param>
public ref struct TextLines(ReadOnlySpan<char> text, bool endAtReturn = false)
{
    private ReadOnlySpan<char> _rest = text;
    private bool _atEnd;

    /// <summary>The line without its end.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>One-based.</summary>
    public int Number { get; private set; }

    public bool MoveNext()
    {
        if (_atEnd)
            return false;
        var end = endAtReturn ? _rest.IndexOfAny('\n', '\r') : _rest.IndexOf('\n');
        _atEnd = end < 0;
        var line = _atEnd ? _rest : _rest[..end];
        if (!_atEnd && _rest[end..].StartsWith("\r\n"))
            end++;
        _rest = _atEnd ? default : _rest[(end + 1)..];
        Current = line.EndsWith("\r") ? line[..^1] : line;
        Number++;
        return true;
    }
}
