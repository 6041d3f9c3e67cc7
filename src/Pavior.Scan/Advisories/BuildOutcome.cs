using Pavior.Core;

namespace Pavior.Scan.Advisories;

/// <summary>What building a database came to.</summary>
/// <param name="Files">Files that a feed read.</param>
/// <param name="Gaps">Files and records that could not be used, ordered by path.</param>
/// <param name="Unrecognised">By top-level file, how many files in it no feed knew.</param>
public sealed record BuildOutcome(int Files, IReadOnlyList<Gap> Gaps, IReadOnlyDictionary<string, int> Unrecognised);
