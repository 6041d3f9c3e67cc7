using Pavior.Core;

namespace Pavior.Scan.Versions;

/// <summary>
/// Lists of numbers compared one by one, a longer list after the shorter that begins it: Haskell packages, whose numbers stand
/// between dots, and R packages, where hyphens do as well. Letters, which neither knows, come before digits.
/// </summary>
internal sealed class DottedVersionOrder(string id, string separators) : VersionOrder
{
    public static DottedVersionOrder Hackage { get; } = new("hackage", ".");

    public static DottedVersionOrder Cran { get; } = new("cran", ".-");

    public override string Id => id;

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.Trim();
        right = right.Trim();
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var order = VersionText.CompareNatural(Take(ref left), Take(ref right));
            if (order != 0)
                return order;
        }

        return left.IsEmpty ? right.IsEmpty ? 0 : -1 : 1;
    }

    public override bool IsValid(ReadOnlySpan<char> version)
    {
        while (!version.IsEmpty)
        {
            var length = DigitRun.LengthAt(version);
            if (length == 0)
                return false;
            version = version[length..];
            if (version.IsEmpty)
                return true;
            if (!separators.Contains(version[0], StringComparison.Ordinal))
                return false;
            version = version[1..];
        }

        return false;
    }

    private ReadOnlySpan<char> Take(scoped ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(separators);
        var number = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return number;
    }
}
