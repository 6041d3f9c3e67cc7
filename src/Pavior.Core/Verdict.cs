namespace Pavior.Core;

/// <summary>Whether a target may go on, and why.</summary>
/// <param name="Decision">The word.</param>
/// <param name="Stage">The stage of the policy that was asked: <c>build</c>, <c>admission</c>.</param>
/// <param name="Because">Every reason, the gravest first; empty for a plain Allow.</param>
public sealed record Verdict(Decision Decision, string Stage, IReadOnlyList<VerdictReason> Because);
