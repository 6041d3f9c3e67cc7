using System.Globalization;

namespace Pavior.Scan.Advisories;

/// <summary>Reads the dates of feeds: days and RFC 3339 times, with or without a zone.</summary>
internal static class FeedDates
{
    /// <summary>Characters of <c>2024-05-01</c>.</summary>
    private const int DayLength = 10;

    /// <summary>The longest that has a meaning is below it: nanoseconds and a zone.</summary>
    private const int MaxLength = 40;

    /// <summary>
    /// UTC where no zone is given. Null for none, for what is no date, and for one before 1970: vulndb writes year 1 for
    /// "not published yet".
    /// </summary>
    public static DateTimeOffset? Time(string? text)
    {
        if (text is null || text.Length is < DayLength or > MaxLength || !StartsWithDay(text))
            return null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return null;
        return time.UtcDateTime >= DateTime.UnixEpoch ? time : null;
    }

    /// <summary>A day alone; null for anything else.</summary>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>So that nothing is taken for a date which .NET completes from the clock.</summary>
    private static bool StartsWithDay(string text) =>
        text[4] == '-' && text[7] == '-' && !text.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9')
        && char.IsAsciiDigit(text[5]) && char.IsAsciiDigit(text[6]) && char.IsAsciiDigit(text[8]) && char.IsAsciiDigit(text[9])
        && (text.Length == DayLength || text[DayLength] is 'T' or 't' or ' ');
}
