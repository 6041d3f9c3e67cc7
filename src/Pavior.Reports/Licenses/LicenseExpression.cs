namespace Pavior.Reports.Licenses;

/// <summary>SPDX licence expressions (SPDX 2.3, annex D): <c>MIT OR (Apache-2.0 WITH LLVM-exception AND LicenseRef-x)</c>.</summary>
internal static class LicenseExpression
{
    private const int MaxLength = 10_000;
    private const int MaxDepth = 100;

    /// <summary>True when the text is an expression over known licences, known exceptions and LicenseRefs.</summary>
    public static bool IsValid(string text)
    {
        if (text.Length is 0 or > MaxLength)
            return false;
        var rest = text.AsSpan();
        return TakeAlternatives(ref rest, 0) && rest.Trim(' ').IsEmpty;
    }

    /// <summary>A LicenseRef identifier for words that are no expression: the words themselves, as far as an identifier can hold them.</summary>
    public static string Reference(string words)
    {
        Span<char> kept = stackalloc char[40];
        var length = 0;
        foreach (var c in words)
        {
            if (length == kept.Length)
                break;
            if (char.IsAsciiLetterOrDigit(c) || c == '.')
                kept[length++] = c;
            else if (length > 0 && kept[length - 1] != '-')
                kept[length++] = '-';
        }

        return $"LicenseRef-{kept[..length].TrimEnd('-')}-{ContentHash.Short(words)}";
    }

    private static bool TakeAlternatives(ref ReadOnlySpan<char> rest, int depth)
    {
        if (depth > MaxDepth || !TakeTerm(ref rest, depth))
            return false;
        while (true)
        {
            var saved = rest;
            var word = TakeWord(ref rest);
            if (!word.Equals("AND", StringComparison.OrdinalIgnoreCase) && !word.Equals("OR", StringComparison.OrdinalIgnoreCase))
            {
                rest = saved;
                return true;
            }

            if (!TakeTerm(ref rest, depth))
                return false;
        }
    }

    private static bool TakeTerm(ref ReadOnlySpan<char> rest, int depth)
    {
        rest = rest.TrimStart(' ');
        if (rest.StartsWith("("))
        {
            rest = rest[1..];
            if (!TakeAlternatives(ref rest, depth + 1))
                return false;
            rest = rest.TrimStart(' ');
            if (!rest.StartsWith(")"))
                return false;
            rest = rest[1..];
            return true;
        }

        return IsSimple(TakeWord(ref rest)) && TakeException(ref rest);
    }

    private static bool TakeException(ref ReadOnlySpan<char> rest)
    {
        var saved = rest;
        if (TakeWord(ref rest).Equals("WITH", StringComparison.OrdinalIgnoreCase))
            return SpdxLicenses.IsException(TakeWord(ref rest).ToString());
        rest = saved;
        return true;
    }

    private static bool IsSimple(ReadOnlySpan<char> word)
    {
        var reference = word.StartsWith("DocumentRef-") && word.IndexOf(':') is var colon and > 0 ? word[(colon + 1)..] : word;
        if (reference.StartsWith("LicenseRef-"))
            return reference.Length > "LicenseRef-".Length;
        return SpdxLicenses.IsLicenseIgnoringCase((word.EndsWith("+") ? word[..^1] : word).ToString());
    }

    private static ReadOnlySpan<char> TakeWord(ref ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(' ');
        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] is '.' or '-' or '+' or ':'))
            length++;
        var word = rest[..length];
        rest = rest[length..];
        return word;
    }
}
