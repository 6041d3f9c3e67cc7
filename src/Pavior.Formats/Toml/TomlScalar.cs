using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Pavior.Formats.Toml;

/// <summary>The values that are written without quotes or brackets: booleans, integers, floats, dates and times.</summary>
internal static class TomlScalar
{
    public static bool TryParse(ReadOnlySpan<byte> token, TomlPosition position, [NotNullWhen(true)] out TomlValue? value)
    {
        value = Boolean(token, position) ?? DateTime(token, position) ?? Number(token, position);
        return value is not null;
    }

    private static TomlBoolean? Boolean(ReadOnlySpan<byte> token, TomlPosition position)
    {
        if (token.SequenceEqual("true"u8))
            return new TomlBoolean(position, true);
        return token.SequenceEqual("false"u8) ? new TomlBoolean(position, false) : null;
    }

    private static TomlValue? Number(ReadOnlySpan<byte> token, TomlPosition position)
    {
        if (token.Length > 2 && token[0] == '0' && token[1] is (byte)'x' or (byte)'o' or (byte)'b')
            return Prefixed(token[2..], token[1], position);
        var unsigned = token[0] is (byte)'+' or (byte)'-' ? token[1..] : token;
        if (unsigned.SequenceEqual("inf"u8))
            return new TomlFloat(position, token[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity);
        if (unsigned.SequenceEqual("nan"u8))
            return new TomlFloat(position, double.NaN);

        var rest = unsigned;
        var whole = TakeDigits(ref rest);
        if (whole == 0 || (whole > 1 && unsigned[0] == '0'))
            return null;
        if (rest.IsEmpty)
        {
            return long.TryParse(WithoutUnderscores(token), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
                ? new TomlInteger(position, integer)
                : null;
        }

        return IsFractionAndExponent(rest)
            && double.TryParse(WithoutUnderscores(token), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? new TomlFloat(position, number)
                : null;
    }

    private static bool IsFractionAndExponent(ReadOnlySpan<byte> rest)
    {
        if (rest[0] == '.')
        {
            rest = rest[1..];
            if (TakeDigits(ref rest) == 0)
                return false;
        }

        if (rest.IsEmpty)
            return true;
        if (rest[0] is not ((byte)'e' or (byte)'E'))
            return false;
        rest = rest[1..];
        if (!rest.IsEmpty && rest[0] is (byte)'+' or (byte)'-')
            rest = rest[1..];
        return TakeDigits(ref rest) > 0 && rest.IsEmpty;
    }

    private static TomlInteger? Prefixed(ReadOnlySpan<byte> digits, byte prefix, TomlPosition position)
    {
        var radix = prefix switch { (byte)'x' => 16, (byte)'o' => 8, _ => 2 };
        var value = 0L;
        var afterDigit = false;
        foreach (var c in digits)
        {
            if (c == '_' && afterDigit)
            {
                afterDigit = false;
                continue;
            }

            var digit = char.IsAsciiHexDigit((char)c) ? Convert.ToInt32(((char)c).ToString(), 16) : radix;
            if (digit >= radix || value > (long.MaxValue - digit) / radix)
                return null;
            value = (value * radix) + digit;
            afterDigit = true;
        }

        return afterDigit ? new TomlInteger(position, value) : null;
    }

    /// <summary>Digits with single underscores between them; the number of bytes taken, zero when the form is wrong.</summary>
    private static int TakeDigits(ref ReadOnlySpan<byte> rest)
    {
        var length = 0;
        while (length < rest.Length)
        {
            if (char.IsAsciiDigit((char)rest[length]))
                length++;
            else if (rest[length] == '_' && length > 0 && rest[length - 1] != '_'
                && length + 1 < rest.Length && char.IsAsciiDigit((char)rest[length + 1]))
                length++;
            else
                break;
        }

        rest = rest[length..];
        return length;
    }

    private static string WithoutUnderscores(ReadOnlySpan<byte> token) =>
        Encoding.ASCII.GetString(token).Replace("_", "", StringComparison.Ordinal);

    private static TomlDateTime? DateTime(ReadOnlySpan<byte> token, TomlPosition position)
    {
        var rest = token;
        if (TakeDate(ref rest))
        {
            if (rest.IsEmpty)
                return Text(token, position);
            if (rest[0] is not ((byte)'T' or (byte)'t' or (byte)' '))
                return null;
            rest = rest[1..];
            return TakeTime(ref rest) && TakeOffset(ref rest) && rest.IsEmpty ? Text(token, position) : null;
        }

        return TakeTime(ref rest) && rest.IsEmpty ? Text(token, position) : null;
    }

    private static TomlDateTime Text(ReadOnlySpan<byte> token, TomlPosition position) => new(position, Encoding.ASCII.GetString(token));

    private static bool TakeDate(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 10 || rest[4] != '-' || rest[7] != '-'
            || !TryNumber(rest[..4], out var year) || !TryNumber(rest[5..7], out var month) || !TryNumber(rest[8..10], out var day)
            || month is < 1 or > 12 || day < 1 || day > DaysInMonth(year, month))
            return false;
        rest = rest[10..];
        return true;
    }

    private static int DaysInMonth(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Hours and minutes, then seconds and their fraction if there are any (RFC 3339 allows the leap second 60).</summary>
    private static bool TakeTime(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 5 || rest[2] != ':'
            || !TryNumber(rest[..2], out var hour) || !TryNumber(rest[3..5], out var minute) || hour > 23 || minute > 59)
            return false;
        rest = rest[5..];
        if (rest.IsEmpty || rest[0] != ':')
            return true;
        if (rest.Length < 3 || !TryNumber(rest[1..3], out var second) || second > 60)
            return false;
        rest = rest[3..];
        if (rest.IsEmpty || rest[0] != '.')
            return true;
        var fraction = 1;
        while (fraction < rest.Length && char.IsAsciiDigit((char)rest[fraction]))
            fraction++;
        rest = rest[fraction..];
        return fraction > 1;
    }

    private static bool TakeOffset(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
            return true;
        if (rest[0] is (byte)'Z' or (byte)'z')
        {
            rest = rest[1..];
            return true;
        }

        if (rest.Length < 6 || rest[0] is not ((byte)'+' or (byte)'-') || rest[3] != ':'
            || !TryNumber(rest[1..3], out var hours) || !TryNumber(rest[4..6], out var minutes) || hours > 23 || minutes > 59)
            return false;
        rest = rest[6..];
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit((char)c))
                return false;
            value = (value * 10) + c - '0';
        }

        return true;
    }
}
