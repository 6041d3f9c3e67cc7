namespace Pavior.Core;

/// <summary>Which vulnerability database an assessment was made with.</summary>
/// <param name="Digest">SHA-256 of its content: same digest, same answers.</param>
/// <param name="Advisories">How many it holds.</param>
/// <param name="Feeds">What it was built from, ordered by id.</param>
/// <param name="IsStarter">True for the small set that comes with the program: silence then means little.</param>
public sealed record DatabaseInfo(Digest Digest, int Advisories, IReadOnlyList<FeedInfo> Feeds, bool IsStarter)
{
    /// <summary>The newest date that any feed gives.</summary>
    public DateTimeOffset? Newest => Feeds.Max(f => f.Newest);
}
