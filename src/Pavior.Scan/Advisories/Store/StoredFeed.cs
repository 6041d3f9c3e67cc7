using System.Text.Json;

namespace Pavior.Scan.Advisories.Store;

/// <summary>What a database says of one feed.</summary>
/// <param name="Id">Id of the feed.</param>
/// <param name="Records">Advisories, or catalogue entries.</param>
/// <param name="Gaps">Records and files of it that could not be used.</param>
/// <param name="Newest">The newest date that it gives.</param>
internal sealed record StoredFeed(string Id, int Records, int Gaps, DateTimeOffset? Newest)
{
    public static StoredFeed Read(JsonElement feed) => new(
        feed.GetProperty("id").GetString() ?? "",
        feed.GetProperty("records").GetInt32(),
        feed.GetProperty("gaps").GetInt32(),
        feed.TryGetProperty("newest", out var newest) ? newest.GetDateTimeOffset() : null);
}
