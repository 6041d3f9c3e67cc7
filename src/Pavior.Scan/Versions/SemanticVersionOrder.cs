using Pavior.Core;

namespace Pavior.Scan.Versions;

/// <summary>
/// Semantic Versioning 2.0.0 precedence, which npm, Cargo, Hex, Swift and others follow; build metadata does not count. What does
/// not begin with a number comes before every version.
/// </summary>
internal sealed class SemanticVersionOrder : VersionOrder
{
    public static SemanticVersionOrder Instance { get; } = new();

    public override string Id => "semver";

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var a = SemanticVersion.Of(left);
        var b = SemanticVersion.Of(right);
        if (a.Numbers.IsEmpty || b.Numbers.IsEmpty)
            return a.Numbers.IsEmpty && b.Numbers.IsEmpty ? VersionText.CompareNatural(a.Text, b.Text) : b.Numbers.IsEmpty.CompareTo(a.Numbers.IsEmpty);
        var order = SemanticVersion.CompareNumbers(a.Numbers, b.Numbers);
        return order != 0 ? order : SemanticVersion.ComparePrerelease(a.Prerelease, b.Prerelease);
    }

    public override bool IsValid(ReadOnlySpan<char> version) => SemanticVersion.Of(version).IsStrict();
}
