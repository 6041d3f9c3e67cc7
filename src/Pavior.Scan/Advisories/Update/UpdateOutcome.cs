using Pavior.Core;

namespace Pavior.Scan.Advisories.Update;

/// <summary>What an update came to.</summary>
/// <param name="Feeds">A line for each publisher that was asked, in the order of the list.</param>
/// <param name="IsBuilt">False when nothing had changed, so that the database stayed as it was, or when there is none.</param>
/// <param name="Gaps">Files and records that could not be used, when a database was built.</param>
/// <param name="Damaged">Kept files that are not as they were fetched and could not be fetched anew: the database is built without them.</param>
public sealed record UpdateOutcome(IReadOnlyList<FeedUpdate> Feeds, bool IsBuilt, IReadOnlyList<Gap> Gaps, IReadOnlyList<string> Damaged);
