namespace Pavior.Formats.Text;

/// <summary>Times as RFC 3339 writes them, with as many digits after the second as one likes; what is finer than 100 ns is cut off.</summary>
public static class Rfc3339
{
    private const int DateTimeLength = 19;

    /// <summary>False for anything else. A time without an offset is taken as UTC, since some writers of JSON leave it out.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length < DateTimeLength || text[4] != '-' || text[7] != '-' || text[10] is not ('T' or 't' or ' ') || text[13] != ':' || text[16] != ':')
            return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)
            || !Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute) || !Digits(text[17..19], out var second))
        {
            return false;
        }

        var rest = text[DateTimeLength..];
        if (!TryFraction(ref rest, out var ticks) || !TryOffset(rest, out var offset) || !IsDate(year, month, day) || hour > 23 || minute > 59 || second > 60)
            return false;
        var local = new DateTime(year, month, day, hour, minute, Math.Min(second, 59)).AddTicks(second == 60 ? 0 : ticks);
        var utc = local.Ticks - (offset * TimeSpan.TicksPerMinute);
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
            return false;
        time = new DateTimeOffset(local, TimeSpan.FromMinutes(offset));
        return true;
    }

    private static bool IsDate(int year, int month, int day) =>
        year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static bool TryFraction(ref ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        if (rest.IsEmpty || rest[0] != '.')
            return true;
        var end = 1;
        var scale = TimeSpan.TicksPerSecond / 10;
        for (; end < rest.Length && char.IsAsciiDigit(rest[end]); end++)
        {
            ticks += (rest[end] - '0') * scale;
            scale /= 10;
        }

        var any = end > 1;
        rest = rest[end..];
        return any;
    }

    /// <summary>In minutes; a <see cref="DateTimeOffset"/> takes up to 14 hours.</summary>
    private static bool TryOffset(ReadOnlySpan<char> rest, out int minutes)
    {
        minutes = 0;
        if (rest.IsEmpty || rest is "Z" or "z")
            return true;
        if (rest.Length != 6 || rest[0] is not ('+' or '-') || rest[3] != ':' || !Digits(rest[1..3], out var hour) || !Digits(rest[4..6], out var minute))
            return false;
        minutes = ((hour * 60) + minute) * (rest[0] == '-' ? -1 : 1);
        return minute <= 59 && Math.Abs(minutes) <= 14 * 60;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
