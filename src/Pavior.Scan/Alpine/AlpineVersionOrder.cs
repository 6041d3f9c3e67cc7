using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Alpine;

/// <summary>
/// <c>1.2.3a_rc1~0f1e-r4</c> as apk-tools 3 compares it. What its grammar does not know: digits after the letter
/// (<c>6.6.2p1</c>) are a number as in apk-tools 2; a number without digits (<c>0..8</c>) comes before the end; anything else
/// ends the comparison there, before the end and after a pre-release, and is equal to anything else that does.
/// </summary>
internal sealed class AlpineVersionOrder : VersionOrder
{
    public static AlpineVersionOrder Instance { get; } = new();

    public override string Id => "apk";

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var a = new AlpineVersionReader(left.Trim());
        var b = new AlpineVersionReader(right.Trim());
        while (true)
        {
            a.Read();
            b.Read();
            if (a.Part != b.Part)
                return a.Part < b.Part ? -1 : 1;
            var order = a.Part switch
            {
                AlpineVersionPart.Number => a.IsFirst ? DigitRun.Compare(a.Value, b.Value) : CompareNumbers(a.Value, b.Value),
                AlpineVersionPart.Revision or AlpineVersionPart.SuffixNumber => DigitRun.Compare(a.Value, b.Value),
                AlpineVersionPart.EarlySuffix or AlpineVersionPart.LateSuffix => a.Suffix.CompareTo(b.Suffix),
                AlpineVersionPart.Letter or AlpineVersionPart.CommitHash => VersionText.Compare(a.Value, b.Value),
                _ => 0,
            };
            if (order != 0 || a.Part is AlpineVersionPart.End or AlpineVersionPart.Unknown)
                return order;
        }
    }

    public override bool IsValid(ReadOnlySpan<char> version)
    {
        var reader = new AlpineVersionReader(version);
        do
            reader.Read();
        while (reader.Part is not (AlpineVersionPart.End or AlpineVersionPart.Unknown or AlpineVersionPart.NoDigits));
        return reader.Part == AlpineVersionPart.End;
    }

    /// <summary>After the first number, one with a leading zero is a decimal fraction: <c>1.05</c> before <c>1.1</c>.</summary>
    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left[0] == '0' || right[0] == '0' ? VersionText.Compare(left, right) : DigitRun.Compare(left, right);
}
