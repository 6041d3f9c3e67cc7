using System.Globalization;
using System.Text;

namespace Pavior.Scan.Java;

/// <summary>Reads the line format of <c>java.util.Properties.load</c>: comments, three separators, continued lines, escapes.</summary>
internal static class JavaProperties
{
    /// <summary>Entries of one file; pom.properties has three.</summary>
    private const int MaxEntries = 10_000;

    /// <summary>Later keys replace earlier ones, as in Java. The text is UTF-8 where it is valid, else ISO-8859-1, which the format once was.</summary>
    public static Dictionary<string, string> Parse(ReadOnlySpan<byte> bytes)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = (System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
        var rest = text.AsSpan().TrimStart('\uFEFF');
        var key = new StringBuilder();
        var value = new StringBuilder();
        while (!rest.IsEmpty && entries.Count < MaxEntries)
        {
            rest = rest.TrimStart(" \t\f\r\n");
            if (rest.IsEmpty)
                break;
            if (rest[0] is '#' or '!')
            {
                var end = rest.IndexOfAny('\r', '\n');
                rest = end < 0 ? default : rest[end..];
                continue;
            }

            TakeKey(ref rest, key.Clear());
            TakeValue(ref rest, value.Clear());
            entries[key.ToString()] = value.ToString();
        }

        return entries;
    }

    private static void TakeKey(ref ReadOnlySpan<char> rest, StringBuilder into)
    {
        while (!rest.IsEmpty && rest[0] is not ('=' or ':' or ' ' or '\t' or '\f' or '\r' or '\n'))
            TakeCharacter(ref rest, into);
        rest = rest.TrimStart(" \t\f");
        if (!rest.IsEmpty && rest[0] is '=' or ':')
            rest = rest[1..].TrimStart(" \t\f");
    }

    private static void TakeValue(ref ReadOnlySpan<char> rest, StringBuilder into)
    {
        while (!rest.IsEmpty && rest[0] is not ('\r' or '\n'))
            TakeCharacter(ref rest, into);
    }

    private static void TakeCharacter(ref ReadOnlySpan<char> rest, StringBuilder into)
    {
        if (rest[0] != '\\' || rest.Length == 1)
        {
            into.Append(rest[0]);
            rest = rest[1..];
            return;
        }

        var escaped = rest[1];
        rest = rest[2..];
        switch (escaped)
        {
            case 'u' when rest.Length >= 4 && ushort.TryParse(rest[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                into.Append((char)code);
                rest = rest[4..];
                break;
            case '\r' or '\n':
                if (escaped == '\r' && !rest.IsEmpty && rest[0] == '\n')
                    rest = rest[1..];
                rest = rest.TrimStart(" \t\f");
                break;
            default:
                into.Append(escaped switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', _ => escaped });
                break;
        }
    }
}
