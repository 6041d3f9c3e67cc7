namespace Pavior.Reports.Text;

/// <summary>Rows in aligned columns. One column gives way when the width is not enough, a second one after it.</summary>
internal sealed class Grid(int width, int indent, int gap, params Column[] columns)
{
    private const int Least = 8;

    private readonly List<string[]> _rows = [];

    /// <summary>One cell for each column, as plain text.</summary>
    public void Add(params string[] cells) => _rows.Add(Array.ConvertAll(cells, PlainText.Line));

    public void Write(TextWriter output)
    {
        var widths = Widths();
        foreach (var row in _rows)
        {
            var line = new string(' ', indent);
            var pending = 0;
            for (var i = 0; i < columns.Length; i++)
            {
                if (widths[i] == 0)
                    continue;
                var text = columns[i].KeepsEnd ? PlainText.FitEnd(row[i], widths[i]) : PlainText.Fit(row[i], widths[i]);
                var space = widths[i] - PlainText.Width(text);
                if (text.Length == 0)
                {
                    pending += widths[i] + gap;
                    continue;
                }

                line += new string(' ', pending + (columns[i].Right ? space : 0)) + (columns[i].Paint?.Invoke(text) ?? text);
                pending = (columns[i].Right ? 0 : space) + gap;
            }

            output.WriteLine(line);
        }
    }

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
            if (columns[i].AtMost is { } most)
                widths[i] = Math.Min(widths[i], most);
        }

        var over = indent + widths.Where(w => w > 0).Sum(w => w + gap) - gap - width;
        foreach (var i in Enumerable.Range(0, columns.Length).Where(i => columns[i].GivesWay > 0).OrderBy(i => columns[i].GivesWay))
        {
            var less = Math.Clamp(over, 0, Math.Max(widths[i] - Least, 0));
            widths[i] -= less;
            over -= less;
        }

        return widths;
    }
}
