namespace Pavior.Reports.Diff;

/// <summary>One thing in which the same package is not the same.</summary>
/// <param name="What"><c>version</c>, <c>qualifiers</c>, <c>relation</c>, <c>scope</c>, <c>owner</c>, <c>layer</c> or <c>path</c>.</param>
/// <param name="Before">Empty for nothing.</param>
/// <param name="After">Empty for nothing.</param>
public sealed record Difference(string What, string Before, string After)
{
    /// <summary>True for where a package lies rather than what it is.</summary>
    public bool IsPlace => What is "layer" or "path";
}
