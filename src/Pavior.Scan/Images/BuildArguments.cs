using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Pavior.Scan.Images;

/// <summary>
/// Drops the <c>|2 A=1 B=2</c> that builders put before a command when build arguments are set: their values may be secrets.
/// Builders join values and command as they are: a value with spaces takes several words, and only a shell or an array in brackets shows where the command
/// starts. Without one, the words of a command in the exec form cannot be told from those of a value, and none is kept.
/// </summary>
internal static class BuildArguments
{
    private const string Run = "RUN ";

    /// <summary>Words that begin with a bracket, of which it is asked whether an array starts there.</summary>
    private const int MaxArrays = 16;

    private static readonly string[] Shells = ["sh", "ash", "bash", "dash", "ksh", "zsh", "busybox", "cmd", "cmd.exe", "powershell", "powershell.exe", "pwsh"];

    /// <summary>The history line without build arguments; the same line when it has none.</summary>
    public static string Drop(string line)
    {
        var prefix = line.StartsWith(Run, StringComparison.Ordinal) ? Run : "";
        var rest = line.AsSpan(prefix.Length).TrimStart();
        if (rest.IsEmpty || rest[0] != '|')
            return line;
        var words = Words(rest[1..]);
        var command = rest[(1 + Command(rest[1..], words))..];
        return command.IsEmpty && words.Count > 1 ? "RUN …" : prefix + command.ToString();
    }

    /// <summary>Where the command starts in what follows the bar.</summary>
    private static int Command(ReadOnlySpan<char> text, List<Range> words)
    {
        var next = AfterCounted(text, words);
        return next < words.Count ? words[next].Start.Value : text.Length;
    }

    /// <summary>The shell or array that follows after as many arguments as the number says; the end when there is none, or not so many.</summary>
    private static int AfterCounted(ReadOnlySpan<char> text, List<Range> words)
    {
        if (words.Count == 0 || !int.TryParse(text[words[0]], NumberStyles.None, CultureInfo.InvariantCulture, out var left))
            return words.Count;
        var next = 1;
        for (; left > 0 && next < words.Count; next++)
        {
            if (IsNamed(text[words[next]]))
                left--;
        }

        if (left > 0 || next == 1)
            return left > 0 ? words.Count : next;
        var arrays = 0;
        for (; next < words.Count; next++)
        {
            if (next + 1 < words.Count && text[words[next + 1]][0] is '-' or '/' && IsShell(text[words[next]]))
                break;
            if (text[words[next]][0] == '[' && arrays++ < MaxArrays && IsArray(text[words[next].Start.Value..]))
                break;
        }

        return next;
    }

    /// <summary>An array of strings, and nothing after it: the exec form as some builders write it.</summary>
    private static bool IsArray(ReadOnlySpan<char> text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text.ToString()));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.String)
            {
            }

            return reader.TokenType == JsonTokenType.EndArray && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
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
