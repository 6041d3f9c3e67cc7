namespace Pavior.Core;

/// <summary>One reason of a verdict.</summary>
/// <param name="Decision">What it alone would lead to.</param>
/// <param name="Gate">Name of the gate in the policy.</param>
/// <param name="Message">For people: what was found against what is allowed.</param>
public sealed record VerdictReason(Decision Decision, string Gate, string Message);
