using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Debian;

/// <summary>
/// <c>[epoch:]upstream[-revision]</c> as dpkg compares it (deb-version(7)). Digits before the first colon are the epoch; without
/// them a colon is a character like any other. What dpkg would refuse compares by the same rules.
/// </summary>
internal sealed class DebianVersionOrder : VersionOrder
{
    public static DebianVersionOrder Instance { get; } = new();

    public override string Id => "deb";

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.Trim();
        right = right.Trim();
        var order = DigitRun.Compare(TakeEpoch(ref left), TakeEpoch(ref right));
        if (order != 0)
            return order;
        var leftRevision = TakeRevision(ref left);
        var rightRevision = TakeRevision(ref right);
        order = ComparePart(left, right);
        return order != 0 ? order : ComparePart(leftRevision, rightRevision);
    }

    public override bool IsValid(ReadOnlySpan<char> version)
    {
        version = version.Trim();
        if (TakeEpoch(ref version).Length > 9)
            return false;
        var hyphen = version.Contains('-');
        var revision = TakeRevision(ref version);
        return !version.IsEmpty
            && char.IsAsciiDigit(version[0])
            && Consists(version, "-.+~:")
            && (!hyphen || (!revision.IsEmpty && Consists(revision, ".+~")));
    }

    private static ReadOnlySpan<char> TakeEpoch(scoped ref ReadOnlySpan<char> version)
    {
        var length = DigitRun.LengthAt(version);
        if (length == 0 || length == version.Length || version[length] != ':')
            return [];
        var epoch = version[..length];
        version = version[(length + 1)..];
        return epoch;
    }

    private static ReadOnlySpan<char> TakeRevision(scoped ref ReadOnlySpan<char> version)
    {
        var hyphen = version.LastIndexOf('-');
        if (hyphen < 0)
            return [];
        var revision = version[(hyphen + 1)..];
        version = version[..hyphen];
        return revision;
    }

    /// <summary>dpkg's verrevcmp: turns of other characters and digits.</summary>
    private static int ComparePart(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int l = 0, r = 0;
        while (l < left.Length || r < right.Length)
        {
            while (IsOther(left, l) || IsOther(right, r))
            {
                int a = Rank(left, l), b = Rank(right, r);
                if (a != b)
                    return a < b ? -1 : 1;
                l++;
                r++;
            }

            var leftDigits = DigitRun.LengthAt(left[l..]);
            var rightDigits = DigitRun.LengthAt(right[r..]);
            var order = DigitRun.Compare(left.Slice(l, leftDigits), right.Slice(r, rightDigits));
            if (order != 0)
                return order;
            l += leftDigits;
            r += rightDigits;
        }

        return 0;
    }

    private static bool IsOther(ReadOnlySpan<char> part, int at) => at < part.Length && !char.IsAsciiDigit(part[at]);

    /// <summary>A tilde before the end, the end before letters, letters before the rest. Digits end a turn as the end does.</summary>
    private static int Rank(ReadOnlySpan<char> part, int at)
    {
        if (!IsOther(part, at))
            return 0;
        var letter = part[at];
        return letter == '~' ? -1 : char.IsAsciiLetter(letter) ? letter : letter + 256;
    }

    private static bool Consists(ReadOnlySpan<char> part, string others)
    {
        foreach (var letter in part)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && !others.Contains(letter, StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
