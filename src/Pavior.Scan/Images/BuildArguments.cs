using System.Globalization;

namespace Pavior.Scan.Images;

/// <summary>
/// Drops the <c>|2 A=1 B=2</c> that builders put before a command when build arguments are set: their values may be secrets.
/// Builders join values as they are, so that one with spaces takes several words; in doubt more is dropped, never less.
/// </summary>
internal static class BuildArguments
{
    private const string Run = "RUN ";

    private static readonly string[] Shells = ["sh", "ash", "bash", "dash", "ksh", "zsh", "busybox", "cmd", "cmd.exe", "powershell", "powershell.exe", "pwsh"];

    /// <summary>The history line without build arguments; the same line when it has none.</summary>
    public static string Drop(string line)
    {
        var prefix = line.StartsWith(Run, StringComparison.Ordinal) ? Run : "";
        var rest = line.AsSpan(prefix.Length).TrimStart();
        if (rest.IsEmpty || rest[0] != '|')
            return line;
        var words = Words(rest[1..]);
        return prefix + rest[(1 + Command(rest[1..], words))..].ToString();
    }

    /// <summary>Where the command starts in what follows the bar.</summary>
    private static int Command(ReadOnlySpan<char> text, List<Range> words)
    {
        var next = AfterCounted(text, words) ?? AfterLastNamed(text, words);
        return next < words.Count ? words[next].Start.Value : text.Length;
    }

    /// <summary>The word after as many arguments as the number says, or the shell that follows where the last value goes on; null when there are not so many.</summary>
    private static int? AfterCounted(ReadOnlySpan<char> text, List<Range> words)
    {
        if (words.Count == 0 || !int.TryParse(text[words[0]], NumberStyles.None, CultureInfo.InvariantCulture, out var left))
            return null;
        var next = 1;
        for (; left > 0 && next < words.Count; next++)
        {
            if (IsNamed(text[words[next]]))
                left--;
        }

        if (left > 0)
            return null;
        for (var i = next; i + 1 < words.Count; i++)
        {
            if (text[words[i + 1]][0] is '-' or '/' && IsShell(text[words[i]]))
                return i;
        }

        while (next < words.Count && IsNamed(text[words[next]]))
            next++;
        return next;
    }

    private static int AfterLastNamed(ReadOnlySpan<char> text, List<Range> words)
    {
        var after = words.Count;
        while (after > 0 && !IsNamed(text[words[after - 1]]))
            after--;
        return after;
    }

    private static bool IsShell(ReadOnlySpan<char> word)
    {
        var name = word[(word.LastIndexOfAny('/', '\\') + 1)..];
        foreach (var shell in Shells)
        {
            if (name.Equals(shell, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary><c>NAME=…</c>.</summary>
    private static bool IsNamed(ReadOnlySpan<char> word)
    {
        var equals = word.IndexOf('=');
        if (equals < 1 || !(char.IsAsciiLetter(word[0]) || word[0] == '_'))
            return false;
        foreach (var c in word[..equals])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-'))
                return false;
        }

        return true;
    }

    private static List<Range> Words(ReadOnlySpan<char> text)
    {
        var words = new List<Range>();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && !char.IsWhiteSpace(text[i]))
                i++;
            words.Add(start..i);
        }

        return words;
    }
}
