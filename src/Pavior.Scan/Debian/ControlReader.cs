namespace Pavior.Scan.Debian;

/// <summary>
/// Walks a Debian control file (deb822(5)): paragraphs of <c>Name: value</c> fields, continued on lines that start with a space or tab.
/// Nothing is copied; the value of a continued field is the raw text of all its lines.
/// </summary>
internal ref struct ControlReader(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _at = text.StartsWith("\uFEFF"u8) ? 3 : 0;
    private int _nextLine = 1;

    /// <summary>Name of the field as written; empty when the line is no field at all.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Where <see cref="Value"/> stands in the text.</summary>
    public Range ValueRange { get; private set; }

    /// <summary>One-based line of the field.</summary>
    public int Line { get; private set; }

    public readonly bool AtEnd => _at >= _text.Length;

    /// <summary>False at the end of the paragraph: the next call reads the next paragraph's first field.</summary>
    public bool ReadField()
    {
        while (_at < _text.Length)
        {
            var end = LineEnd(_at);
            var line = _text[_at..end];
            if (IsBlank(line))
            {
                Advance(end);
                return false;
            }

            if (line[0] == '#')
            {
                Advance(end);
                continue;
            }

            TakeField(line, end);
            return true;
        }

        return false;
    }

    private void TakeField(ReadOnlySpan<byte> line, int end)
    {
        Line = _nextLine;
        var colon = line.IndexOf((byte)':');
        var start = _at + (colon < 0 ? line.Length : colon + 1);
        Name = colon <= 0 || line[0] is (byte)' ' or (byte)'\t' ? default : line[..colon];
        Advance(end);
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t')
        {
            var next = LineEnd(_at);
            if (IsBlank(_text[_at..next]))
                break;
            end = next;
            Advance(end);
        }

        while (start < end && IsSpace(_text[start]))
            start++;
        while (end > start && IsSpace(_text[end - 1]))
            end--;
        Value = _text[start..end];
        ValueRange = start..end;
    }

    private readonly int LineEnd(int at)
    {
        var length = _text[at..].IndexOf((byte)'\n');
        return length < 0 ? _text.Length : at + length;
    }

    private void Advance(int lineEnd)
    {
        _at = lineEnd + 1;
        _nextLine++;
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IsEmpty || line.IndexOfAnyExcept(" \t\r"u8) < 0;

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
