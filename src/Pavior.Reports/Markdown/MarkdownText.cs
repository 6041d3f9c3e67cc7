using System.Text;
using Pavior.Reports.Text;

namespace Pavior.Reports.Markdown;

/// <summary>Text from a target inside Markdown: what it says is shown, never interpreted.</summary>
internal static class MarkdownText
{
    /// <summary>Escapes everything that CommonMark, GitHub tables and mentions give a meaning.</summary>
    public static string Of(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in PlainText.Line(text))
        {
            switch (c)
            {
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '&': escaped.Append("&amp;"); break;
                case '@': escaped.Append("&#64;"); break;
                case '#': escaped.Append("&#35;"); break;
                case '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '!': escaped.Append('\\').Append(c); break;
                default: escaped.Append(c); break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>A code span in a table cell, fenced by more backticks than the text has in a row.</summary>
    public static string Code(string text)
    {
        var plain = PlainText.Line(text).Replace("|", "\\|", StringComparison.Ordinal);
        var run = 0;
        var longest = 0;
        foreach (var c in plain)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return longest > 0 ? $"{fence} {plain} {fence}" : $"{fence}{plain}{fence}";
    }
}
