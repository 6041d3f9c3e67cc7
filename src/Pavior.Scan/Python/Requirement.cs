using System.Buffers;

namespace Pavior.Scan.Python;

/// <summary>
/// A dependency specifier (https://packaging.python.org/en/latest/specifications/dependency-specifiers/) as far as an inventory asks:
/// whose it is, whether it is pinned, and when it applies.
/// </summary>
/// <param name="Name">As written.</param>
/// <param name="Version">The version of an exact pin (<c>==</c> without wildcard, <c>===</c>); null for a range, a URL or none.</param>
/// <param name="Marker">The text after the semicolon; empty when there is none.</param>
internal sealed record Requirement(string Name, string? Version, string Marker)
{
    private static readonly SearchValues<char> OutsideVersion = SearchValues.Create(" \t<>=!~");

    /// <summary>Null when the text does not begin with a name or holds something else than versions after it.</summary>
    public static Requirement? TryParse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var length = PythonName.LengthAtStart(text);
        if (length == 0)
            return null;
        var name = text[..length].ToString();
        var rest = text[length..].TrimStart();
        if (rest.StartsWith("["))
        {
            var end = rest.IndexOf(']');
            if (end < 0)
                return null;
            rest = rest[(end + 1)..].TrimStart();
        }

        if (rest.StartsWith("@"))
            return new Requirement(name, null, MarkerOfUrl(rest));
        var semicolon = rest.IndexOf(';');
        var marker = semicolon < 0 ? "" : rest[(semicolon + 1)..].Trim().ToString();
        var versions = (semicolon < 0 ? rest : rest[..semicolon]).Trim();
        if (versions.StartsWith("(") && versions.EndsWith(")"))
            versions = versions[1..^1].Trim();
        return TryPin(versions, out var version) ? new Requirement(name, version, marker) : null;
    }

    /// <summary>True when the marker asks for an extra: the package is needed only by who asks for that.</summary>
    public bool IsOfExtra => Mentions("extra");

    /// <summary>True when a word stands in the marker outside of quotes.</summary>
    private bool Mentions(string word)
    {
        var rest = Marker.AsSpan();
        while (!rest.IsEmpty)
        {
            if (rest[0] is '\'' or '"')
            {
                var end = rest[1..].IndexOf(rest[0]);
                if (end < 0)
                    return false;
                rest = rest[(end + 2)..];
                continue;
            }

            var length = WordLength(rest);
            if (rest[..length].SequenceEqual(word))
                return true;
            rest = rest[Math.Max(length, 1)..];
        }

        return false;
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '_' or '.'))
            length++;
        return length;
    }

    /// <summary>A URL may hold semicolons; the one of a marker follows white space.</summary>
    private static string MarkerOfUrl(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf(" ;");
        return at < 0 ? "" : text[(at + 2)..].Trim().ToString();
    }

    private static bool TryPin(ReadOnlySpan<char> versions, out string? pinned)
    {
        pinned = null;
        if (versions.IsEmpty)
            return true;
        foreach (var range in versions.Split(','))
        {
            var clause = versions[range].Trim();
            if (clause.IsEmpty)
                continue;
            var operatorLength = OperatorLength(clause);
            var value = clause[operatorLength..].Trim();
            if (operatorLength == 0 || value.IsEmpty || value.ContainsAny(OutsideVersion))
                return false;
            if (clause.StartsWith("==") && !value.EndsWith(".*"))
                pinned = value.ToString();
        }

        return true;
    }

    private static int OperatorLength(ReadOnlySpan<char> clause)
    {
        if (clause.StartsWith("==="))
            return 3;
        if (clause.StartsWith("==") || clause.StartsWith("~=") || clause.StartsWith("!=") || clause.StartsWith("<=") || clause.StartsWith(">="))
            return 2;
        return clause[0] is '<' or '>' ? 1 : 0;
    }
}
