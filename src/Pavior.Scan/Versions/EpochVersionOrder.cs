using Pavior.Core;

namespace Pavior.Scan.Versions;

/// <summary>
/// <c>[epoch:]version[-release]</c>, as rpm and pacman have it: no release comes before every release; but at the end of a range that
/// names none, releases do not count. How a version or a release compares is each one's own.
/// </summary>
internal abstract class EpochVersionOrder : VersionOrder
{
    public sealed override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        Compare(EpochVersionRelease.Of(left), EpochVersionRelease.Of(right));

    public sealed override int CompareToEnd(ReadOnlySpan<char> version, ReadOnlySpan<char> end)
    {
        var from = EpochVersionRelease.Of(version);
        var to = EpochVersionRelease.Of(end);
        return Compare(to.HasRelease ? from : from.WithoutRelease(), to);
    }

    /// <summary>Compares two versions, or two releases.</summary>
    protected abstract int CompareSegments(ReadOnlySpan<char> left, ReadOnlySpan<char> right);

    protected static ReadOnlySpan<char> TakeLetters(scoped ref ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetter(rest[length]))
            length++;
        var letters = rest[..length];
        rest = rest[length..];
        return letters;
    }

    private int Compare(EpochVersionRelease left, EpochVersionRelease right)
    {
        var order = DigitRun.Compare(left.Epoch, right.Epoch);
        if (order == 0)
            order = CompareSegments(left.Version, right.Version);
        if (order != 0)
            return order;
        return left.HasRelease && right.HasRelease ? CompareSegments(left.Release, right.Release) : left.HasRelease.CompareTo(right.HasRelease);
    }
}
