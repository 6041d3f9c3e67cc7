using Pavior.Core;

namespace Pavior.Formats.Cel;

/// <summary>An expression and the file that it stands in, so that a mistake in it is told by its place there.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">The expression.</param>
/// <param name="Line">Line of its first character, from one.</param>
/// <param name="Column">Column of its first character, from one.</param>
/// <param name="Margin">Column of the first character of its further lines.</param>
/// <param name="IsExact">False where the file writes it in another way (folded lines, escapes): then only its beginning is told.</param>
public sealed record CelSource(string Path, string Text, int Line = 1, int Column = 1, int Margin = 1, bool IsExact = true)
{
    /// <summary>Line and column of a character.</summary>
    public (int Line, int Column) Place(int offset)
    {
        if (!IsExact)
            return (Line, Column);
        var before = Text.AsSpan(0, Math.Clamp(offset, 0, Text.Length));
        var last = before.LastIndexOf('\n');
        return last < 0 ? (Line, Column + before.Length) : (Line + before.Count('\n'), Margin + before.Length - last - 1);
    }

    internal ParseException Expected(int offset, string what)
    {
        var (line, column) = Place(offset);
        return ParseException.At(Path, line, column, what);
    }
}
