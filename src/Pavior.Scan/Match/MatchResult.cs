using Pavior.Core;

namespace Pavior.Scan.Match;

/// <summary>What matching an inventory against a database gave.</summary>
/// <param name="Findings">The riskiest first.</param>
/// <param name="Suggestions">Upgrades, the one that removes most risk first.</param>
/// <param name="SetAside">Advisories that name a package of the inventory and do not apply to it, ordered by id and package.</param>
/// <param name="Unmatched">Packages of which no feed of the database speaks: their silence means nothing. By ecosystem, or purl type.</param>
internal sealed record MatchResult(
    IReadOnlyList<Finding> Findings, IReadOnlyList<Suggestion> Suggestions, IReadOnlyList<SetAside> SetAside, IReadOnlyDictionary<string, int> Unmatched);
