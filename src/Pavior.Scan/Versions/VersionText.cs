namespace Pavior.Scan.Versions;

/// <summary>Comparisons of the texts in versions. All are exact to the character: no culture, no allocation.</summary>
internal static class VersionText
{
    /// <summary>-1, 0 or 1 by UTF-16 code units.</summary>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] != right[i])
                return left[i] < right[i] ? -1 : 1;
        }

        return left.Length.CompareTo(right.Length);
    }

    /// <summary>As <see cref="Compare"/>, with every letter made small first.</summary>
    public static int CompareLower(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            char a = Lower(left[i]), b = Lower(right[i]);
            if (a != b)
                return a < b ? -1 : 1;
        }

        return left.Length.CompareTo(right.Length);
    }

    /// <summary>Whether a text is this word; <paramref name="lower"/> is in small letters.</summary>
    public static bool Is(ReadOnlySpan<char> text, string lower) => text.Length == lower.Length && StartsWith(text, lower);

    public static bool StartsWith(ReadOnlySpan<char> text, string lower)
    {
        if (text.Length < lower.Length)
            return false;
        for (var i = 0; i < lower.Length; i++)
        {
            if ((char)(text[i] | 0x20) != lower[i] || !char.IsAsciiLetter(text[i]))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Runs of digits by value and runs of other characters in small letters, which come before digits: for what has no order of
    /// its own, such as versions that an ecosystem does not know.
    /// </summary>
    public static int CompareNatural(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            bool leftDigit = char.IsAsciiDigit(left[0]), rightDigit = char.IsAsciiDigit(right[0]);
            if (leftDigit != rightDigit)
                return leftDigit ? 1 : -1;
            var order = leftDigit
                ? DigitRun.Compare(DigitRun.Take(ref left), DigitRun.Take(ref right))
                : CompareLower(TakeOther(ref left), TakeOther(ref right));
            if (order != 0)
                return order;
        }

        return left.IsEmpty ? right.IsEmpty ? 0 : -1 : 1;
    }

    private static ReadOnlySpan<char> TakeOther(scoped ref ReadOnlySpan<char> rest)
    {
        var length = 1;
        while (length < rest.Length && !char.IsAsciiDigit(rest[length]))
            length++;
        var other = rest[..length];
        rest = rest[length..];
        return other;
    }

    private static char Lower(char letter) => letter < 128
        ? char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter
        : char.ToLowerInvariant(letter);
}
