using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Php;

/// <summary>
/// Versions as composer/semver normalises them and PHP's version_compare then orders them: four numbers or a date, a stability,
/// its numbers, <c>-dev</c>. Branches (<c>dev-main</c>) come before all, by name; but as seen from the end of a range they lie after
/// every version, so that a branch has the fixes that there are. What Composer refuses is cut into numbers and
/// words in the same way; words that it does not know come before <c>dev</c>.
/// </summary>
internal sealed class ComposerVersionOrder : VersionOrder
{
    public static ComposerVersionOrder Instance { get; } = new();

    public override string Id => "composer";

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = ComposerVersionText.Clean(left);
        right = ComposerVersionText.Clean(right);
        bool leftBranch = ComposerVersionText.IsBranch(left), rightBranch = ComposerVersionText.IsBranch(right);
        if (leftBranch || rightBranch)
        {
            return leftBranch != rightBranch
                ? leftBranch ? -1 : 1
                : VersionText.Compare(ComposerVersionText.BranchName(left), ComposerVersionText.BranchName(right));
        }

        return CompareItems(new ComposerVersionReader(left), new ComposerVersionReader(right));
    }

    public override int CompareToEnd(ReadOnlySpan<char> version, ReadOnlySpan<char> end) =>
        IsBranch(version) && !IsBranch(end) ? 1 : Compare(version, end);

    public override bool IsValid(ReadOnlySpan<char> version)
    {
        version = ComposerVersionText.Clean(version);
        return ComposerVersionText.IsBranch(version)
            || ComposerVersionText.IsClassical(version)
            || ComposerVersionText.IsDate(version)
            || ComposerVersionText.IsNumericBranch(version);
    }

    private static bool IsBranch(ReadOnlySpan<char> version) => ComposerVersionText.IsBranch(ComposerVersionText.Clean(version));

    private static int CompareItems(ComposerVersionReader left, ComposerVersionReader right)
    {
        while (true)
        {
            left.Read();
            right.Read();
            if (left.Rank != right.Rank)
                return left.Rank < right.Rank ? -1 : 1;
            var order = left.Rank switch
            {
                ComposerVersionRank.Number => DigitRun.Compare(left.Item, right.Item),
                ComposerVersionRank.Unknown => VersionText.CompareLower(left.Item, right.Item),
                _ => 0,
            };
            if (order != 0 || left.Rank == ComposerVersionRank.End)
                return order;
        }
    }
}
