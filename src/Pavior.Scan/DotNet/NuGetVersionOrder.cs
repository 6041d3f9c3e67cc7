using System.Globalization;
using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.DotNet;

/// <summary>
/// NuGet.Versioning's default order (VersionRelease): up to four numbers, then the release labels without regard to case. A label
/// that is a 32-bit integer is a number and comes before words; metadata does not count.
/// </summary>
internal sealed class NuGetVersionOrder : VersionOrder
{
    public static NuGetVersionOrder Instance { get; } = new();

    public override string Id => "nuget";

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var a = SemanticVersion.Of(left);
        var b = SemanticVersion.Of(right);
        if (a.Numbers.IsEmpty || b.Numbers.IsEmpty)
            return a.Numbers.IsEmpty && b.Numbers.IsEmpty ? VersionText.CompareNatural(a.Text, b.Text) : b.Numbers.IsEmpty.CompareTo(a.Numbers.IsEmpty);
        var order = SemanticVersion.CompareNumbers(a.Numbers, b.Numbers);
        return order != 0 ? order : CompareLabels(a.Prerelease, b.Prerelease);
    }

    public override bool IsValid(ReadOnlySpan<char> version)
    {
        if (!SemanticVersion.Of(version).IsStrict(1, 4))
            return false;
        foreach (var range in SemanticVersion.Of(version).Numbers.Split('.'))
        {
            if (!int.TryParse(SemanticVersion.Of(version).Numbers[range], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return false;
        }

        return true;
    }

    private static int CompareLabels(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.IsEmpty || right.IsEmpty)
            return left.IsEmpty.CompareTo(right.IsEmpty);
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var order = CompareLabel(SemanticVersion.TakeIdentifier(ref left), SemanticVersion.TakeIdentifier(ref right));
            if (order != 0)
                return order;
        }

        return left.IsEmpty ? right.IsEmpty ? 0 : -1 : 1;
    }

    private static int CompareLabel(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var leftNumber = int.TryParse(left, NumberStyles.Integer, CultureInfo.InvariantCulture, out var l);
        var rightNumber = int.TryParse(right, NumberStyles.Integer, CultureInfo.InvariantCulture, out var r);
        if (leftNumber != rightNumber)
            return leftNumber ? -1 : 1;
        return leftNumber ? l.CompareTo(r) : Math.Sign(left.CompareTo(right, StringComparison.OrdinalIgnoreCase));
    }
}
