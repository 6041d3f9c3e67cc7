using Pavior.Core;

namespace Pavior.Scan.Advisories.Update;

/// <summary>One file of a publisher.</summary>
/// <param name="Name">What it is called in the folder of feeds: a file name that stays the same when the publisher's own changes daily.</param>
/// <param name="Address">Where the publisher offers it.</param>
/// <param name="Digest">What the publisher says of its content elsewhere; null when it says nothing.</param>
/// <param name="IsOptional">True when the publisher may well not have it: a release that is not out yet, or is no longer looked after.</param>
internal sealed record FeedPart(string Name, string Address, Digest? Digest = null, bool IsOptional = false);
