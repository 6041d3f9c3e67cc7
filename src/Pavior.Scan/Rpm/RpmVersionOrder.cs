using Pavior.Scan.Versions;

namespace Pavior.Scan.Rpm;

/// <summary>
/// <c>[epoch:]version[-release]</c> as rpm compares it (rpmvercmp, rpmverCmp). No epoch is epoch 0, and no release comes before
/// every release; but at the end of a range that names no release, releases do not count, as in rpm's dependencies.
/// Characters other than ASCII letters, digits, tilde and caret only separate.
/// </summary>
internal sealed class RpmVersionOrder : EpochVersionOrder
{
    private enum Part
    {
        Tilde,
        End,
        Caret,
        Letters,
        Digits,
    }

    public static RpmVersionOrder Instance { get; } = new();

    public override string Id => "rpm";

    public override bool IsValid(ReadOnlySpan<char> version)
    {
        var parts = EpochVersionRelease.Of(version);
        return Consists(parts.Version) && (!parts.HasRelease || Consists(parts.Release));
    }

    protected override int CompareSegments(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (true)
        {
            var leftPart = Next(ref left);
            var rightPart = Next(ref right);
            if (leftPart != rightPart)
                return leftPart < rightPart ? -1 : 1;
            var order = leftPart switch
            {
                Part.Digits => DigitRun.Compare(DigitRun.Take(ref left), DigitRun.Take(ref right)),
                Part.Letters => VersionText.Compare(TakeLetters(ref left), TakeLetters(ref right)),
                _ => 0,
            };
            if (order != 0 || leftPart == Part.End)
                return order;
            if (leftPart is Part.Tilde or Part.Caret)
            {
                left = left[1..];
                right = right[1..];
            }
        }
    }

    /// <summary>Skips separators and tells what comes.</summary>
    private static Part Next(scoped ref ReadOnlySpan<char> rest)
    {
        for (var i = 0; i < rest.Length; i++)
        {
            var letter = rest[i];
            Part? part = char.IsAsciiDigit(letter) ? Part.Digits
                : char.IsAsciiLetter(letter) ? Part.Letters
                : letter == '~' ? Part.Tilde
                : letter == '^' ? Part.Caret
                : null;
            if (part is null)
                continue;
            rest = rest[i..];
            return part.Value;
        }

        rest = [];
        return Part.End;
    }

    private static bool Consists(ReadOnlySpan<char> part)
    {
        foreach (var letter in part)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '_' or '+' or '%' or '{' or '}' or '~' or '^'))
                return false;
        }

        return !part.IsEmpty;
    }
}
