using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Ruby;

/// <summary>
/// Gem::Version: runs of digits and runs of letters, letters before digits, zeros at the end of the numbers in front and at the very
/// end do not count. A hyphen reads as <c>.pre.</c>; other characters only separate.
/// </summary>
internal sealed class GemVersionOrder : VersionOrder
{
    public static GemVersionOrder Instance { get; } = new();

    public override string Id => "gem";

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var a = new GemVersionReader(left.Trim());
        var b = new GemVersionReader(right.Trim());
        while (true)
        {
            var more = a.Read() | b.Read();
            if (!more)
                return 0;
            if (a.IsWord != b.IsWord)
                return a.IsWord ? -1 : 1;
            var order = a.IsWord ? VersionText.Compare(a.Segment, b.Segment) : DigitRun.Compare(a.Segment, b.Segment);
            if (order != 0)
                return order;
        }
    }

    public override bool IsValid(ReadOnlySpan<char> version)
    {
        version = version.Trim();
        if (version.IsEmpty)
            return true;
        var hyphen = version.IndexOf('-');
        var numbers = hyphen < 0 ? version : version[..hyphen];
        var first = numbers.IndexOf('.');
        return DigitRun.Is(first < 0 ? numbers : numbers[..first])
            && (first < 0 || Consists(numbers[(first + 1)..], hyphens: false))
            && (hyphen < 0 || Consists(version[(hyphen + 1)..], hyphens: true));
    }

    private static bool Consists(ReadOnlySpan<char> text, bool hyphens)
    {
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (part.IsEmpty)
                return false;
            foreach (var letter in part)
            {
                if (!char.IsAsciiLetterOrDigit(letter) && !(hyphens && letter == '-'))
                    return false;
            }
        }

        return true;
    }
}
