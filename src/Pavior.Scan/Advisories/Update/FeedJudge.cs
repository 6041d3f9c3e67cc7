using System.Globalization;
using Pavior.Scan.Advisories.Store;

namespace Pavior.Scan.Advisories.Update;

/// <summary>Whether new data may take the place of the last good one. A publisher that lost half of its records, a file that broke in its middle or a mirror that went back in time would else turn findings into silence.</summary>
internal static class FeedJudge
{
    /// <summary>A publisher may withdraw what it published last; beyond this its data is older than what is there.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    /// <summary>Why a file is refused; null when it is good.</summary>
    /// <param name="found">What was read from it; null when no feed knew it.</param>
    /// <param name="fresh">How it came.</param>
    /// <param name="known">What is kept of it.</param>
    /// <param name="acceptsLess">True when the user takes data that is less or older than before.</param>
    public static string? Refusal(FeedTotals? found, PartState fresh, PartState? known, bool acceptsLess)
    {
        if (found is null || found.Records == 0)
            return found?.Damage is { } damage ? $"holds nothing that could be read: {damage}" : "holds nothing that could be read";
        if (known is null || acceptsLess)
            return null;
        if (found.IsIncomplete && !known.IsIncomplete)
            return $"not all of it can be read: {found.Damage}; --accept-less takes the rest";
        if (found.Records < known.Records / 2)
            return string.Create(CultureInfo.InvariantCulture, $"{found.Records} records, where there were {known.Records}; --accept-less takes them");
        if (found.Newest + Tolerance < known.Newest)
            return string.Create(CultureInfo.InvariantCulture, $"its newest date is {found.Newest:yyyy-MM-dd}, where it was {known.Newest:yyyy-MM-dd}; --accept-less takes it");
        return found.Newest > known.Newest ? null : Older(fresh, known);
    }

    /// <summary>Where the content does not tell which of two files is the newer one: by what the server says of them.</summary>
    private static string? Older(PartState fresh, PartState known)
    {
        if (fresh.LastModified < known.LastModified)
            return string.Create(CultureInfo.InvariantCulture, $"its server says that it is of {fresh.LastModified:yyyy-MM-dd HH:mm:ss} UTC, and the one that is kept is of {known.LastModified:yyyy-MM-dd HH:mm:ss}; --accept-less takes it");
        return known.Earlier.Contains(fresh.Digest) && !(fresh.LastModified > known.LastModified)
            ? "it is a version that the one that is kept has replaced; --accept-less takes it"
            : null;
    }
}
