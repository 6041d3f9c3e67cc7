namespace Pavior.Reports.Text;

/// <summary>
/// Rows in aligned columns. Names, versions and ids are never cut: a long one moves the rest of its own line. Paths and prose take the room
/// that is left, and go where there is hardly any.
/// </summary>
internal sealed class Grid(int width, int indent, int gap, params Column[] columns)
{
    /// <summary>Less of a path or of a sentence says nothing.</summary>
    private const int Least = 12;

    private readonly List<string[]> _rows = [];

    /// <summary>One cell for each column, as plain text.</summary>
    public void Add(params string[] cells) => _rows.Add(Array.ConvertAll(cells, PlainText.Line));

    public void Write(TextWriter output)
    {
        var widths = Widths();
        foreach (var row in _rows)
            output.WriteLine(Line(row, widths));
    }

    private string Line(string[] row, int[] widths)
    {
        var line = new System.Text.StringBuilder().Append(' ', indent);
        var at = indent;
        var start = indent;
        for (var i = 0; i < columns.Length; i++)
        {
            if (widths[i] == 0)
                continue;
            var column = columns[i];
            var from = Math.Max(start, at == indent ? indent : at + gap);
            var text = column.Shorten == Shorten.Never ? row[i] : Fit(row[i], column.Shorten, i == columns.Length - 1 ? width - from : widths[i]);
            start += widths[i] + gap;
            if (text.Length == 0)
                continue;
            var cells = PlainText.Width(text);
            if (column.Right)
                from = Math.Max(from, start - gap - cells);
            line.Append(' ', from - at).Append(column.Paint?.Invoke(text) ?? text);
            at = from + cells;
        }

        return line.ToString();
    }

    private static string Fit(string text, Shorten how, int room) =>
        PlainText.Width(text) <= room ? text
        : room < Least ? ""
        : how == Shorten.InMiddle ? PlainText.FitMiddle(text, room) : PlainText.Fit(text, room);

    private int[] Widths()
    {
        var widths = new int[columns.Length];
        foreach (var row in _rows)
        {
            for (var i = 0; i < columns.Length; i++)
                widths[i] = Math.Max(widths[i], PlainText.Width(row[i]));
        }

        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i].Aligned is { } most)
                widths[i] = Math.Min(widths[i], most);
        }

        var over = indent + widths.Where(w => w > 0).Sum(w => w + gap) - gap - width;
        for (var i = 0; i < columns.Length && over > 0; i++)
        {
            if (columns[i].Shorten == Shorten.Never)
                continue;
            var less = Math.Clamp(over, 0, Math.Max(widths[i] - Least, 0));
            widths[i] -= less;
            over -= less;
        }

        return widths;
    }
}
