using System.Text;
using Pavior.Core;

namespace Pavior.Scan.OperatingSystems;

/// <summary>
/// Assignments in the part of shell syntax that os-release(5) allows: words of bare text, <c>'…'</c> and <c>"…"</c>,
/// with a backslash before <c>$ " \ `</c>. Nothing is expanded or run.
/// </summary>
internal static class ShellVariables
{
    private const int MaxVariables = 1_000;

    /// <summary>The last assignment of a name wins, as in a shell. A quote without end becomes a gap and ends with its line.</summary>
    public static Dictionary<string, string> Parse(ReadOnlySpan<byte> utf8, Extraction into)
    {
        var text = Encoding.UTF8.GetString(utf8).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        var line = 1;
        while (at < text.Length)
        {
            var start = at;
            if (TakeName(text, ref at) is { } name)
            {
                if (variables.Count >= MaxVariables)
                    throw ParseException.Limit(into.Path, $"more than {MaxVariables} variables");
                variables[name] = TakeValue(text, ref at, line, into);
            }

            // What follows a word on its line (a comment, a stray word) means nothing here.
            var end = text.IndexOf('\n', at);
            at = end < 0 ? text.Length : end + 1;
            line += text.AsSpan(start, at - start).Count('\n');
        }

        return variables;
    }

    private static string? TakeName(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        if (at == start || at == text.Length || text[at] != '=')
            return null;
        return text[start..at++];
    }

    private static string TakeValue(string text, ref int at, int line, Extraction into)
    {
        var value = new StringBuilder();
        while (at < text.Length)
        {
            var c = text[at];
            if (c is '\n' or ' ' or '\t')
                break;
            at++;
            if (c is '"' or '\'')
            {
                TakeQuoted(text, ref at, c, value, line, into);
                continue;
            }

            if (c == '\\')
            {
                if (at == text.Length)
                    break;
                c = text[at++];
                if (c == '\n')
                    continue;
            }

            value.Append(c);
        }

        return value.ToString();
    }

    private static void TakeQuoted(string text, ref int at, char quote, StringBuilder value, int line, Extraction into)
    {
        var close = FindClose(text, at, quote);
        if (close < 0)
        {
            into.Add(ParseException.AtLine(into.Path, line, $"a closing {quote}").AsGap());
            close = text.IndexOf('\n', at);
            if (close < 0)
                close = text.Length;
            value.Append(text.AsSpan(at, close - at));
            at = close;
            return;
        }

        while (at < close)
        {
            var c = text[at++];
            if (quote == '"' && c == '\\' && text[at] is '$' or '"' or '\\' or '`' or '\n')
            {
                c = text[at++];
                if (c == '\n')
                    continue;
            }

            value.Append(c);
        }

        at = close + 1;
    }

    private static int FindClose(string text, int at, char quote)
    {
        for (; at < text.Length; at++)
        {
            if (text[at] == quote)
                return at;
            if (quote == '"' && text[at] == '\\')
                at++;
        }

        return -1;
    }
}
