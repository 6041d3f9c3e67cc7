using Pavior.Core;
using Pavior.Formats.Cel;

namespace Pavior.Policy;

/// <summary>One rule of a gate.</summary>
/// <param name="Id">Kebab case; once in a gate.</param>
/// <param name="Decision">What it leads to where it holds.</param>
/// <param name="When">The condition.</param>
/// <param name="Scope">What it is asked of.</param>
/// <param name="Message">For people; the condition itself where the policy says nothing.</param>
public sealed record PolicyRule(string Id, Decision Decision, CelProgram When, RuleScope Scope, string Message)
{
    /// <summary>True where the condition needs a vulnerability database to have been asked.</summary>
    public bool NeedsAssessment => When.Uses.Any(u => u is "finding" or "findings" or "database" or "packagesWithoutFeed");
}
