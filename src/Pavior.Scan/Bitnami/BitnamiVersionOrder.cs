using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Bitnami;

/// <summary>
/// Bitnami's packages: as Semantic Versioning, but what begins with a digit behind the hyphen is the revision of the packaging
/// (<c>10.6.27-3</c>), and newer than without. No revision is revision 0, so that an advisory's <c>1.21.0-0</c> means 1.21.0;
/// a word behind the hyphen is a pre-release all the same (<c>2.6.0-rc1</c>).
/// </summary>
internal sealed class BitnamiVersionOrder : VersionOrder
{
    public static BitnamiVersionOrder Instance { get; } = new();

    public override string Id => "bitnami";

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var a = SemanticVersion.Of(left);
        var b = SemanticVersion.Of(right);
        if (a.Numbers.IsEmpty || b.Numbers.IsEmpty)
            return a.Numbers.IsEmpty && b.Numbers.IsEmpty ? VersionText.CompareNatural(a.Text, b.Text) : b.Numbers.IsEmpty.CompareTo(a.Numbers.IsEmpty);
        var order = SemanticVersion.CompareNumbers(a.Numbers, b.Numbers);
        if (order != 0)
            return order;
        bool early = IsPrerelease(a), otherEarly = IsPrerelease(b);
        if (early != otherEarly)
            return early ? -1 : 1;
        return SemanticVersion.CompareIdentifiers(Revision(a), Revision(b));
    }

    public override bool IsValid(ReadOnlySpan<char> version) => SemanticVersion.Of(version).IsStrict();

    private static bool IsPrerelease(SemanticVersion version) => !version.Prerelease.IsEmpty && !char.IsAsciiDigit(version.Prerelease[0]);

    private static ReadOnlySpan<char> Revision(SemanticVersion version) => version.Prerelease.IsEmpty ? "0" : version.Prerelease;
}
