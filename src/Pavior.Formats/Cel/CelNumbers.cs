using System.Globalization;
using System.Text;

namespace Pavior.Formats.Cel;

/// <summary>Numbers of three kinds against each other, and as text.</summary>
internal static class CelNumbers
{
    /// <summary>2^63 and 2^64, which a double holds exactly.</summary>
    private const double IntEnd = 9223372036854775808.0;
    private const double UintEnd = 18446744073709551616.0;

    /// <summary>Powers of ten outside of which a number is written with an exponent.</summary>
    private const int LeastPower = -4;
    private const int MostPower = 6;

    /// <summary>True for a whole number that 64 signed bits hold.</summary>
    public static bool TryInt(double value, out long number)
    {
        var isInt = value is >= -IntEnd and < IntEnd && Math.Floor(value) == value;
        number = isInt ? (long)value : 0;
        return isInt;
    }

    public static bool TryUint(double value, out ulong number)
    {
        var isUint = value is >= 0 and < UintEnd && Math.Floor(value) == value;
        number = isUint ? (ulong)value : 0;
        return isUint;
    }

    public static bool IsNumber(CelValue value) => value.Kind is CelKind.Int or CelKind.Uint or CelKind.Double;

    /// <summary>By value, whatever the kinds; null when either is not a number (NaN).</summary>
    public static int? Compare(CelValue left, CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => left.Int.CompareTo(right.Int),
        (CelKind.Uint, CelKind.Uint) => left.Uint.CompareTo(right.Uint),
        (CelKind.Int, CelKind.Uint) => left.Int < 0 ? -1 : ((ulong)left.Int).CompareTo(right.Uint),
        (CelKind.Uint, CelKind.Int) => right.Int < 0 ? 1 : left.Uint.CompareTo((ulong)right.Int),
        (CelKind.Double, CelKind.Double) => double.IsNaN(left.Double) || double.IsNaN(right.Double) ? null : left.Double.CompareTo(right.Double),
        (CelKind.Double, _) => -Compare(right, left),
        (CelKind.Int, _) => CompareInt(left.Int, right.Double),
        _ => CompareUint(left.Uint, right.Double),
    };

    /// <summary>As doubles, as the definition has it: 2^63 - 1 and 2^63 come out equal.</summary>
    private static int? CompareInt(long left, double right) =>
        double.IsNaN(right) ? null : right > IntEnd ? -1 : right < -IntEnd ? 1 : ((double)left).CompareTo(right);

    private static int? CompareUint(ulong left, double right) =>
        double.IsNaN(right) ? null : right > UintEnd ? -1 : right < 0 ? 1 : ((double)left).CompareTo(right);

    /// <summary>The shortest text that reads back as the same number, as the reference implementation does: <c>1e+06</c>, <c>0.1</c>.</summary>
    public static string Text(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        for (var digits = 0; digits <= 16; digits++)
        {
            var shorter = value.ToString("E" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (double.Parse(shorter, CultureInfo.InvariantCulture).Equals(value))
            {
                text = shorter;
                break;
            }
        }

        return Placed(text);
    }

    /// <summary>From <c>-1.5E+003</c>.</summary>
    private static string Placed(string scientific)
    {
        var at = scientific.IndexOf('E', StringComparison.Ordinal);
        var power = int.Parse(scientific.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var sign = scientific[0] == '-' ? "-" : "";
        var digits = scientific[sign.Length..at].Replace(".", "", StringComparison.Ordinal).TrimEnd('0');
        if (digits.Length == 0)
            digits = "0";
        var text = new StringBuilder(sign);
        if (power is < LeastPower or >= MostPower)
        {
            text.Append(digits[0]);
            if (digits.Length > 1)
                text.Append('.').Append(digits, 1, digits.Length - 1);
            return text.Append(power < 0 ? "e-" : "e+").Append(Math.Abs(power).ToString("00", CultureInfo.InvariantCulture)).ToString();
        }

        if (power < 0)
            return text.Append("0.").Append('0', -power - 1).Append(digits).ToString();
        if (digits.Length <= power + 1)
            return text.Append(digits).Append('0', power + 1 - digits.Length).ToString();
        return text.Append(digits, 0, power + 1).Append('.').Append(digits, power + 1, digits.Length - power - 1).ToString();
    }
}
