namespace Pavior.Core;

/// <summary>One reason of a verdict.</summary>
/// <param name="Decision">What it alone would lead to.</param>
/// <param name="Gate">Id of the rule in the policy.</param>
/// <param name="Message">For people: what was found against what is allowed.</param>
public sealed record VerdictReason(Decision Decision, string Gate, string Message)
{
    /// <summary>What the rule was asked of: <c>finding</c>, <c>package</c>, <c>gap</c>, or <c>report</c> for the whole.</summary>
    public string Of { get; init; } = "report";

    /// <summary>How many of those it holds for.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The findings among them, the riskiest first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
