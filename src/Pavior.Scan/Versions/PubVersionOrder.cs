using Pavior.Core;

namespace Pavior.Scan.Versions;

/// <summary>Dart packages: Semantic Versioning, but builds count as well, and no build comes before every build (pub_semver).</summary>
internal sealed class PubVersionOrder : VersionOrder
{
    public static PubVersionOrder Instance { get; } = new();

    public override string Id => "pub";

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var order = SemanticVersionOrder.Instance.Compare(left, right);
        return order != 0 ? order : SemanticVersion.CompareIdentifiers(SemanticVersion.Of(left).Build, SemanticVersion.Of(right).Build);
    }

    public override bool IsValid(ReadOnlySpan<char> version) => SemanticVersion.Of(version).IsStrict();
}
