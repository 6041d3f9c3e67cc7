using Pavior.Core;

namespace Pavior.Scan.Match;

/// <summary>A finding and the statements it rests on, which tell whether another version has it, too.</summary>
internal sealed record MatchedFinding(Finding Finding, IReadOnlyList<Candidate> Candidates);
