using System.Globalization;
using Pavior.Scan.Advisories.Store;

namespace Pavior.Scan.Advisories.Update;

/// <summary>Whether new data may take the place of the last good one. A publisher that lost half of its records, or a mirror that went back in time, would else turn findings into silence.</summary>
internal static class FeedJudge
{
    /// <summary>A publisher may withdraw what it published last; beyond this its data is older than what is there.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    /// <summary>Why a file is refused; null when it is good.</summary>
    /// <param name="found">What was read from it; null when no feed knew it.</param>
    /// <param name="known">What is kept of it.</param>
    /// <param name="acceptsLess">True when the user takes data that is less or older than before.</param>
    public static string? Refusal(FeedTotals? found, PartState? known, bool acceptsLess)
    {
        if (found is null || found.Records == 0)
            return "holds nothing that could be read";
        if (known is null || acceptsLess)
            return null;
        if (found.Records < known.Records / 2)
            return string.Create(CultureInfo.InvariantCulture, $"{found.Records} records, where there were {known.Records}; --accept-less takes them");
        return found.Newest + Tolerance < known.Newest
            ? string.Create(CultureInfo.InvariantCulture, $"its newest date is {found.Newest:yyyy-MM-dd}, where it was {known.Newest:yyyy-MM-dd}; --accept-less takes it")
            : null;
    }
}
