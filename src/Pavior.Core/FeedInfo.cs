namespace Pavior.Core;

/// <summary>What a vulnerability database says of one of the feeds it was built from.</summary>
/// <param name="Id">Id of the feed.</param>
/// <param name="Records">Advisories, or catalogue entries.</param>
/// <param name="Gaps">Records and files of it that could not be used.</param>
/// <param name="Newest">The newest date that it gives; null when it gives none.</param>
public sealed record FeedInfo(string Id, int Records, int Gaps, DateTimeOffset? Newest);
