namespace Pavior.Core;

/// <summary>What is wrong with the packages of an inventory, according to one database.</summary>
/// <param name="Database">The database.</param>
/// <param name="Findings">The riskiest first.</param>
/// <param name="Suggestions">Upgrades, the one that removes most risk first.</param>
/// <param name="SetAside">Advisories that name a package of the inventory and do not apply to it, ordered by id and package.</param>
/// <param name="Unmatched">By ecosystem, or purl type where there is none: how many packages there are of which no feed speaks: silence about them means nothing.</param>
public sealed record Assessment(
    DatabaseInfo Database,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<Suggestion> Suggestions,
    IReadOnlyList<SetAside> SetAside,
    IReadOnlyDictionary<string, int> Unmatched);
