namespace Pavior.Scan.Advisories;

/// <summary>Every feed that Pavior reads, in the order in which they are asked whether a file is theirs.</summary>
internal static class AdvisoryFeeds
{
    public static IReadOnlyList<AdvisoryFeed> All { get; } =
    [
    ];
}
