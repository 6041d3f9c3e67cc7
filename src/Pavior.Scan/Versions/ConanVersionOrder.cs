using System.Buffers;
using Pavior.Core;

namespace Pavior.Scan.Versions;

/// <summary>
/// Conan 2: dotted items, then a pre-release (older than none), then a build (newer than none). Numbers before words where Conan
/// compares both as text and so contradicts itself; letters behind a number (OpenSSL's <c>1.1.1k</c>) come after the bare number.
/// </summary>
internal sealed class ConanVersionOrder : VersionOrder
{
    private static readonly SearchValues<char> NotInVersions = SearchValues.Create(" \t[]/@#");

    public static ConanVersionOrder Instance { get; } = new();

    public override string Id => "conan";

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var leftBuild = Cut(ref left, '+');
        var rightBuild = Cut(ref right, '+');
        var leftPrerelease = Cut(ref left, '-');
        var rightPrerelease = Cut(ref right, '-');
        var order = CompareItems(left, right);
        if (order == 0 && leftPrerelease.IsEmpty != rightPrerelease.IsEmpty)
            order = leftPrerelease.IsEmpty ? 1 : -1;
        if (order == 0)
            order = CompareItems(leftPrerelease, rightPrerelease);
        return order != 0 ? order : CompareItems(leftBuild, rightBuild);
    }

    public override bool IsValid(ReadOnlySpan<char> version) => !version.IsEmpty && !version.ContainsAny(NotInVersions);

    private static int CompareItems(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            var order = CompareItem(SemanticVersion.TakeIdentifier(ref left), SemanticVersion.TakeIdentifier(ref right));
            if (order != 0)
                return order;
        }

        return 0;
    }

    /// <summary>By the number in front, then by what follows it; a missing item is 0, and a word comes after every number.</summary>
    private static int CompareItem(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        bool leftWord = !left.IsEmpty && !char.IsAsciiDigit(left[0]), rightWord = !right.IsEmpty && !char.IsAsciiDigit(right[0]);
        if (leftWord != rightWord)
            return leftWord ? 1 : -1;
        var order = DigitRun.Compare(DigitRun.Take(ref left), DigitRun.Take(ref right));
        return order != 0 ? order : VersionText.CompareNatural(left, right);
    }

    private static ReadOnlySpan<char> Cut(scoped ref ReadOnlySpan<char> rest, char mark)
    {
        var at = rest.IndexOf(mark);
        if (at < 0)
            return [];
        var cut = rest[(at + 1)..];
        rest = rest[..at];
        return cut;
    }
}
