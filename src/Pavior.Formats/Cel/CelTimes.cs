using System.Buffers;
using System.Globalization;
using Pavior.Formats.Text;
using static Pavior.Formats.Cel.CelLibrary;

namespace Pavior.Formats.Cel;

/// <summary>Timestamps (years 1 to 9999) and durations (64 bits of nanoseconds): how they are written, computed with and taken apart.</summary>
internal static class CelTimes
{
    private const int NanosPerSecond = 1_000_000_000;
    private const long LeastTimestamp = -62_135_596_800;
    private const long MostTimestamp = 253_402_300_799;

    /// <summary>Characters of a time zone's name.</summary>
    private const int MaxZone = 64;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Of 64 bits of nanoseconds.</summary>
    private static readonly Int128 LeastDuration = long.MinValue;
    private static readonly Int128 MostDuration = long.MaxValue;

    public static IReadOnlyList<CelLibraryFunction> All { get; } =
    [
        new("timestamp", ToTimestamp, Global(CelType.Timestamp, CelType.String), Global(CelType.Timestamp, CelType.Int), Global(CelType.Timestamp, CelType.Timestamp)),
        new("duration", ToDuration, Global(CelType.Duration, CelType.String), Global(CelType.Duration, CelType.Duration)),
        Part("getFullYear", static t => t.Year),
        Part("getMonth", static t => t.Month - 1),
        Part("getDate", static t => t.Day),
        Part("getDayOfMonth", static t => t.Day - 1),
        Part("getDayOfWeek", static t => (int)t.DayOfWeek),
        Part("getDayOfYear", static t => t.DayOfYear - 1),
        Part("getHours", static t => t.Hour, static d => d / 3600 / NanosPerSecond),
        Part("getMinutes", static t => t.Minute, static d => d / 60 / NanosPerSecond),
        Part("getSeconds", static t => t.Second, static d => d / NanosPerSecond),
        Part("getMilliseconds", static t => t.Millisecond, static d => d / 1_000_000 % 1000),
    ];

    private static CelLibraryFunction Part(string name, Func<DateTime, int> ofTime, Func<Int128, Int128>? ofDuration = null)
    {
        CelOverload[] overloads = [Member(CelType.Int, CelType.Timestamp), Member(CelType.Int, CelType.Timestamp, CelType.String)];
        if (ofDuration is not null)
            overloads = [.. overloads, Member(CelType.Int, CelType.Duration)];
        return new CelLibraryFunction(name, (_, a) => a[0].Kind switch
        {
            CelKind.Timestamp when a.Length == 1 => CelValue.Of((long)ofTime(Local(a[0], 0))),
            CelKind.Timestamp when a[1].Kind == CelKind.String =>
                OffsetOf(a[1].String, a[0]) is { } offset ? CelValue.Of((long)ofTime(Local(a[0], offset))) : CelValue.Fail($"no time zone {a[1]}"),
            CelKind.Duration when ofDuration is not null && a.Length == 1 => CelValue.Of((long)ofDuration(NanosOf(a[0]))),
            _ => null,
        }, overloads);
    }

    private static Int128 NanosOf(CelValue value) => ((Int128)value.Seconds * NanosPerSecond) + value.Nanos;

    /// <summary>The time of a place that is seconds ahead; at either end of the calendar it stays inside.</summary>
    private static DateTime Local(CelValue time, int ahead)
    {
        var ticks = DateTime.UnixEpoch.Ticks + ((time.Seconds + ahead) * TimeSpan.TicksPerSecond) + (time.Nanos / 100);
        return new DateTime(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
    }

    /// <summary>In seconds: of <c>+02:30</c>, <c>-08:00</c>, <c>UTC</c> or a name of the IANA database; null for anything else.</summary>
    private static int? OffsetOf(string zone, CelValue time)
    {
        if (zone is "UTC" or "")
            return 0;
        var sign = zone[0] == '-' ? -1 : 1;
        var digits = zone.AsSpan(zone[0] is '+' or '-' ? 1 : 0);
        if (digits.Length == 5 && digits[2] == ':' && int.TryParse(digits[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            && int.TryParse(digits[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
        {
            return hours <= 23 && minutes <= 59 ? sign * ((hours * 3600) + (minutes * 60)) : null;
        }

        if (zone.Length > MaxZone || !zone.Contains('/', StringComparison.Ordinal) || zone.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('/' or '_' or '-' or '+')))
            return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? (int)known.GetUtcOffset(Local(time, 0)).TotalSeconds : null;
    }

    private static CelValue MakeTimestamp(Int128 nanos)
    {
        var (seconds, rest) = Int128.DivRem(nanos, NanosPerSecond);
        if (rest < 0)
            (seconds, rest) = (seconds - 1, rest + NanosPerSecond);
        return seconds < LeastTimestamp || seconds > MostTimestamp
            ? CelValue.Fail("the time is outside of the years 1 to 9999")
            : CelValue.Timestamp((long)seconds, (int)rest);
    }

    private static CelValue MakeDuration(Int128 nanos)
    {
        if (nanos < LeastDuration || nanos > MostDuration)
            return CelValue.Fail("the duration does not fit into 64 bits of nanoseconds");
        var (seconds, rest) = Int128.DivRem(nanos, NanosPerSecond);
        return CelValue.Duration((long)seconds, (int)rest);
    }

    public static CelValue? Add(CelValue left, CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Timestamp, CelKind.Duration) or (CelKind.Duration, CelKind.Timestamp) => MakeTimestamp(NanosOf(left) + NanosOf(right)),
        (CelKind.Duration, CelKind.Duration) => MakeDuration(NanosOf(left) + NanosOf(right)),
        _ => null,
    };

    public static CelValue? Subtract(CelValue left, CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Timestamp, CelKind.Duration) => MakeTimestamp(NanosOf(left) - NanosOf(right)),
        (CelKind.Timestamp, CelKind.Timestamp) or (CelKind.Duration, CelKind.Duration) => MakeDuration(NanosOf(left) - NanosOf(right)),
        _ => null,
    };

    private static CelValue? ToTimestamp(CelRun run, ReadOnlySpan<CelValue> a) => a[0].Kind switch
    {
        CelKind.Timestamp => a[0],
        CelKind.Int => MakeTimestamp((Int128)a[0].Int * NanosPerSecond),
        CelKind.String => TryTimestamp(a[0].String, out var nanos) ? MakeTimestamp(nanos) : CelValue.Fail("the text is no time by RFC 3339"),
        _ => null,
    };

    private static CelValue? ToDuration(CelRun run, ReadOnlySpan<CelValue> a) => a[0].Kind switch
    {
        CelKind.Duration => a[0],
        CelKind.String => TryDuration(a[0].String, out var nanos) ? MakeDuration(nanos) : CelValue.Fail("the text is no duration, such as 1h30m"),
        _ => null,
    };

    /// <summary>RFC 3339, with up to nine digits after the second.</summary>
    private static bool TryTimestamp(string text, out Int128 nanos)
    {
        nanos = 0;
        if (!text.Contains('Z', StringComparison.Ordinal) && text.LastIndexOfAny(['+', '-']) < 19)
            return false;
        if (text.Length < 20 || text[10] != 'T' || !Rfc3339.TryParse(text, out var time))
            return false;
        nanos = (Int128)(time.UtcTicks - DateTime.UnixEpoch.Ticks) * 100;
        // What 100 ns cannot hold.
        if (text[19] != '.')
            return true;
        var digits = 0;
        while (20 + digits < text.Length && char.IsAsciiDigit(text[20 + digits]))
            digits++;
        for (var i = 7; i < Math.Min(digits, 9); i++)
            nanos += (text[20 + i] - '0') * (i == 7 ? 10 : 1);
        return digits <= 9;
    }

    /// <summary>As Go writes durations: numbers with units, the sign before the first.</summary>
    private static bool TryDuration(string text, out Int128 nanos)
    {
        nanos = 0;
        var rest = text.AsSpan();
        var isNegative = rest is ['-', ..];
        if (rest is ['-' or '+', ..])
            rest = rest[1..];
        if (rest is "0")
            return true;
        if (rest.IsEmpty || rest.Length > 200)
            return false;
        while (!rest.IsEmpty)
        {
            var length = rest.IndexOfAnyExcept(Digits);
            if (length <= 0 || !decimal.TryParse(rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue)
                return false;
            rest = rest[length..];
            var end = rest.IndexOfAny(Digits);
            var unit = end < 0 ? rest : rest[..end];
            rest = rest[unit.Length..];
            decimal? factor = unit switch
            {
                "h" => 3_600_000_000_000m,
                "m" => 60_000_000_000m,
                "s" => 1_000_000_000m,
                "ms" => 1_000_000m,
                "us" or "µs" or "μs" => 1_000m,
                "ns" => 1m,
                _ => null,
            };
            if (factor is not { } known || number > decimal.MaxValue / known)
                return false;
            // Two factors of at most 19 and 13 digits may exceed what a decimal holds exactly; their whole parts do not.
            var whole = decimal.Truncate(number);
            nanos += ((Int128)whole * (Int128)known) + (Int128)decimal.Truncate((number - whole) * known);
        }

        if (isNegative)
            nanos = -nanos;
        return true;
    }

    /// <summary>A timestamp by RFC 3339 in UTC, a duration in seconds: <c>1.5s</c>.</summary>
    public static string Text(CelValue value)
    {
        var nanos = Math.Abs(value.Nanos);
        var fraction = nanos == 0 ? "" : "." + nanos.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        if (value.Kind == CelKind.Timestamp)
            return Local(CelValue.Timestamp(value.Seconds, 0), 0).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + fraction + "Z";
        var sign = value.Seconds < 0 || value.Nanos < 0 ? "-" : "";
        return $"{sign}{((Int128)value.Seconds < 0 ? -(Int128)value.Seconds : value.Seconds).ToString(CultureInfo.InvariantCulture)}{fraction}s";
    }
}
