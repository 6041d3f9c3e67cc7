using System.Text;
using System.Text.Unicode;
using Pavior.Core;

namespace Pavior.Scan.Npm;

/// <summary>
/// The yarn.lock format of version 1 (yarn/src/lockfile/parse.js): lines indented by two blanks a level; a head ends with a colon and
/// lists requirements; a member is a name and a value. Strings are bare, or quoted as in JSON.
/// </summary>
internal static class YarnClassicLock
{
    private const int MaxEntries = 200_000;

    private const int MaxRequirements = 10_000;

    public static List<YarnClassicEntry> Parse(string path, ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
            throw new ParseException(path, 0, "UTF-8 text");
        var entries = new List<YarnClassicEntry>();
        YarnClassicEntry? entry = null;
        var inDependencies = false;
        var number = 0;
        foreach (var raw in Encoding.UTF8.GetString(bytes).AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            number++;
            var line = raw.TrimEnd();
            var text = line.TrimStart(' ');
            if (text.IsEmpty || text[0] == '#')
                continue;
            var indent = line.Length - text.Length;
            if (indent == 0)
            {
                if (entries.Count >= MaxEntries)
                    throw ParseException.Limit(path, $"more than {MaxEntries} entries of a yarn.lock");
                entry = new YarnClassicEntry(Head(path, text, number), number);
                entries.Add(entry);
                inDependencies = false;
            }
            else if (entry is null)
            {
                throw ParseException.AtLine(path, number, "the head of an entry, which starts in the first column");
            }
            else if (indent == 2)
            {
                inDependencies = Member(path, text, number, entry);
            }
            else if (indent == 4 && inDependencies)
            {
                var (name, range) = Pair(path, text, number);
                if (entry.Dependencies.Count >= MaxRequirements)
                    throw ParseException.Limit(path, $"line {number}: more than {MaxRequirements} dependencies of one entry");
                entry.Dependencies.Add((name, range));
            }
            else if (indent < 4)
            {
                throw ParseException.AtLine(path, number, "lines indented by steps of two blanks");
            }
        }

        return entries;
    }

    private static List<string> Head(string path, ReadOnlySpan<char> text, int line)
    {
        var requirements = new List<string>();
        while (true)
        {
            requirements.Add(TakeString(path, ref text, line));
            if (requirements.Count > MaxRequirements)
                throw ParseException.Limit(path, $"line {line}: more than {MaxRequirements} requirements in one entry");
            text = text.TrimStart(' ');
            if (text is ":")
                return requirements;
            if (text.IsEmpty || text[0] != ',')
                throw ParseException.AtLine(path, line, "a comma or the colon that ends the head of an entry");
            text = text[1..].TrimStart(' ');
        }
    }

    /// <summary>True when the line opens a list of dependencies.</summary>
    private static bool Member(string path, ReadOnlySpan<char> text, int line, YarnClassicEntry entry)
    {
        if (text[^1] == ':' && text[0] != '"')
            return text is "dependencies:" or "optionalDependencies:";
        var (name, value) = Pair(path, text, line);
        if (name == "version")
            entry.Version = value;
        else if (name == "resolved")
            entry.Resolved = value;
        return false;
    }

    private static (string Name, string Value) Pair(string path, ReadOnlySpan<char> text, int line)
    {
        var name = TakeString(path, ref text, line);
        text = text.TrimStart(' ');
        if (!text.IsEmpty && text[0] == ':')
            text = text[1..].TrimStart(' ');
        var value = TakeString(path, ref text, line);
        if (!text.Trim(' ').IsEmpty)
            throw ParseException.AtLine(path, line, $"nothing behind the value of {name}");
        return (name, value);
    }

    private static string TakeString(string path, scoped ref ReadOnlySpan<char> text, int line)
    {
        if (text.IsEmpty)
            throw ParseException.AtLine(path, line, "a string");
        if (text[0] == '"')
            return TakeQuoted(path, ref text, line);
        var end = text.IndexOfAny(" :,");

        // A bare name@1.0.0 holds no colon; the one that ends the head stands last.
        if (end == 0)
            throw ParseException.AtLine(path, line, "a string");
        var taken = end < 0 ? text : text[..end];
        text = text[taken.Length..];
        return taken.ToString();
    }

    private static string TakeQuoted(string path, scoped ref ReadOnlySpan<char> text, int line)
    {
        var close = 1;
        while (close < text.Length && text[close] != '"')
            close += text[close] == '\\' ? 2 : 1;
        if (close >= text.Length)
            throw ParseException.AtLine(path, line, "the quote that ends a string");
        var inner = text[1..close];
        text = text[(close + 1)..];
        return inner.Contains('\\') ? Unescape(path, inner, line) : inner.ToString();
    }

    private static string Unescape(string path, ReadOnlySpan<char> text, int line)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            switch (text[i])
            {
                case '"' or '\\' or '/':
                    result.Append(text[i]);
                    break;
                case 'n' or 'r' or 't' or 'b' or 'f':
                    result.Append(' ');
                    break;
                case 'u' when i + 4 < text.Length && ushort.TryParse(text.Slice(i + 1, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var unit):
                    result.Append((char)unit);
                    i += 4;
                    break;
                default:
                    throw ParseException.AtLine(path, line, "an escape of JSON");
            }
        }

        return result.ToString();
    }
}
