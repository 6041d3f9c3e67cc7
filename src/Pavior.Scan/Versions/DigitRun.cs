namespace Pavior.Scan.Versions;

/// <summary>Numbers in versions, of any length: compared as digits, so that none is too large.</summary>
internal static class DigitRun
{
    /// <summary>Digits (0 to 9) at the beginning of a text.</summary>
    public static int LengthAt(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
            length++;
        return length;
    }

    /// <summary>Cuts the digits at the beginning off; empty when there are none.</summary>
    public static ReadOnlySpan<char> Take(scoped ref ReadOnlySpan<char> rest)
    {
        var length = LengthAt(rest);
        var digits = rest[..length];
        rest = rest[length..];
        return digits;
    }

    /// <summary>By value; no digits at all count as zero.</summary>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = WithoutZeros(left);
        right = WithoutZeros(right);
        if (left.Length != right.Length)
            return left.Length < right.Length ? -1 : 1;
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
                return left[i] < right[i] ? -1 : 1;
        }

        return 0;
    }

    public static bool IsZero(ReadOnlySpan<char> digits) => WithoutZeros(digits).IsEmpty;

    /// <summary>True for one digit or more and nothing else.</summary>
    public static bool Is(ReadOnlySpan<char> text) => !text.IsEmpty && LengthAt(text) == text.Length;

    /// <summary>The number without leading zeros; <c>0</c> for none.</summary>
    public static string Plain(ReadOnlySpan<char> digits)
    {
        var plain = WithoutZeros(digits);
        return plain.IsEmpty ? "0" : plain.ToString();
    }

    /// <summary>The number plus one, without leading zeros.</summary>
    public static string Next(ReadOnlySpan<char> digits)
    {
        var number = Plain(digits).ToCharArray();
        for (var i = number.Length - 1; i >= 0; i--)
        {
            if (number[i] != '9')
            {
                number[i]++;
                return new string(number);
            }

            number[i] = '0';
        }

        return "1" + new string(number);
    }

    private static ReadOnlySpan<char> WithoutZeros(ReadOnlySpan<char> digits)
    {
        var zeros = 0;
        while (zeros < digits.Length && digits[zeros] == '0')
            zeros++;
        return digits[zeros..];
    }
}
