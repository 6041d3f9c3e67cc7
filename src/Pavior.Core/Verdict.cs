namespace Pavior.Core;

/// <summary>Whether a target may go on, and why.</summary>
/// <param name="Decision">The word.</param>
/// <param name="Stage">The stage of the policy that was asked: <c>build</c>, <c>admission</c>.</param>
/// <param name="Because">Every reason, the gravest first; empty for a plain Allow.</param>
public sealed record Verdict(Decision Decision, string Stage, IReadOnlyList<VerdictReason> Because)
{
    /// <summary>Which policy says so.</summary>
    public required PolicyInfo Policy { get; init; }

    /// <summary>
    /// What the policy could not be told, as clauses: gaps that it does not accept, rules without data. Empty when it knows all it asks for. A denial
    /// stands whatever else there may be; an Allow or Warn does not, and the exit code says so.
    /// </summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
