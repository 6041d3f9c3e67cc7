namespace Pavior.Formats.Cel;

/// <summary>One way to call a function.</summary>
/// <param name="IsMember">Called as <c>first.name(others)</c>.</param>
/// <param name="Result">What it gives.</param>
/// <param name="Parameters">What it takes, its target first.</param>
internal sealed record CelOverload(bool IsMember, CelType Result, params CelType[] Parameters);
