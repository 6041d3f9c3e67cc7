using System.Text;

namespace Pavior.Reports.Sbom;

/// <summary>A list as one property value: an item a line; a line end or backslash inside an item is written <c>\n</c>, <c>\\</c>.</summary>
internal static class TextList
{
    public static string Join(IReadOnlyList<string> items) => string.Join('\n', items.Select(Escape));

    public static string[] Split(string text) => text.Length == 0 ? [] : Array.ConvertAll(text.Split('\n'), Unescape);

    private static string Escape(string item) =>
        item.AsSpan().ContainsAny('\\', '\n')
            ? item.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
            : item;

    private static string Unescape(string line)
    {
        if (!line.Contains('\\', StringComparison.Ordinal))
            return line;
        var item = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length)
                item.Append(line[++i] == 'n' ? '\n' : line[i]);
            else
                item.Append(line[i]);
        }

        return item.ToString();
    }
}
