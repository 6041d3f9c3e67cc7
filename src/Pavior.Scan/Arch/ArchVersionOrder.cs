using Pavior.Scan.Versions;

namespace Pavior.Scan.Arch;

/// <summary>
/// <c>[epoch:]pkgver[-pkgrel]</c> as vercmp(8) compares it: letters that end a version make it older (<c>1.0a</c> before
/// <c>1.0</c>), and more separators make it newer. Differs from vercmp where that one contradicts itself: separators at the
/// end count for nothing, and no pkgrel comes before every pkgrel, except at the end of a range, where pkgrel then does not count.
/// </summary>
internal sealed class ArchVersionOrder : EpochVersionOrder
{
    public static ArchVersionOrder Instance { get; } = new();

    public override string Id => "alpm";

    public override bool IsValid(ReadOnlySpan<char> version)
    {
        var parts = EpochVersionRelease.Of(version);
        return !parts.Version.IsEmpty
            && !parts.Version.ContainsAny(" \t-/:")
            && (!parts.HasRelease || DigitRun.LengthAt(parts.Release) > 0);
    }

    protected override int CompareSegments(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (true)
        {
            var leftRank = Next(ref left);
            var rightRank = Next(ref right);
            if (leftRank != rightRank)
                return leftRank < rightRank ? -1 : 1;
            if (left.IsEmpty)
                return 0;
            var order = char.IsAsciiDigit(left[0])
                ? DigitRun.Compare(DigitRun.Take(ref left), DigitRun.Take(ref right))
                : VersionText.Compare(TakeLetters(ref left), TakeLetters(ref right));
            if (order != 0)
                return order;
        }
    }

    /// <summary>
    /// Skips separators and ranks what comes: letters without separator, the end, digits without separator, then letters and digits
    /// by the number of separators before them.
    /// </summary>
    private static int Next(scoped ref ReadOnlySpan<char> rest)
    {
        var separators = 0;
        while (separators < rest.Length && !char.IsAsciiLetterOrDigit(rest[separators]))
            separators++;
        rest = rest[separators..];
        if (rest.IsEmpty)
            return 1;
        var isDigit = char.IsAsciiDigit(rest[0]);
        return separators == 0
            ? isDigit ? 2 : 0
            : 3 + (separators * 2) + (isDigit ? 1 : 0);
    }
}
