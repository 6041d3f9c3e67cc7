namespace Pavior.Scan.Advisories.Update;

/// <summary>What an update came to, for one publisher.</summary>
/// <param name="Id">The publisher, as <c>--feed</c> names it.</param>
/// <param name="State">What became of its data.</param>
/// <param name="Records">Advisories and entries of it that are in the database.</param>
/// <param name="Checked">When the data that is in the database was last known to be the newest; null when there is none.</param>
/// <param name="Reasons">Why it was not updated, or not wholly; empty otherwise.</param>
public sealed record FeedUpdate(string Id, FeedUpdateState State, int Records, DateTimeOffset? Checked, IReadOnlyList<string> Reasons);
