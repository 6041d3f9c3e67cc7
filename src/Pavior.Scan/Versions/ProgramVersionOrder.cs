using System.Buffers;
using Pavior.Core;

namespace Pavior.Scan.Versions;

/// <summary>
/// Versions of programs that come without a package manager (Node.js, .NET, Ruby), and of Homebrew's formulae: numbers and
/// pre-releases as in Semantic Versioning, and behind them a patch level as Ruby writes it (<c>3.1.7p261</c>, which RubySec writes
/// <c>3.1.7.261</c>) or a revision as Homebrew does (<c>6.0_8</c>).
/// </summary>
internal sealed class ProgramVersionOrder : VersionOrder
{
    /// <summary>Characters of a version that may have a patch level.</summary>
    private const int MaxLength = 128;

    // Looking for a range of characters allocates until the runtime has optimised it.
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> Numbers = SearchValues.Create("./0123456789");

    public static ProgramVersionOrder Instance { get; } = new();

    public override string Id => "program";

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var leftLevel = TakeLevel(ref left);
        var rightLevel = TakeLevel(ref right);
        if (leftLevel.IsEmpty && rightLevel.IsEmpty)
            return SemanticVersionOrder.Instance.Compare(left, right);
        Span<char> leftRoom = stackalloc char[MaxLength];
        Span<char> rightRoom = stackalloc char[MaxLength];
        return SemanticVersionOrder.Instance.Compare(Join(left, leftLevel, leftRoom), Join(right, rightLevel, rightRoom));
    }

    public override bool IsValid(ReadOnlySpan<char> version)
    {
        TakeLevel(ref version);
        return SemanticVersionOrder.Instance.IsValid(version);
    }

    /// <summary>The digits behind <c>p</c> or <c>_</c>, when only numbers stand before.</summary>
    private static ReadOnlySpan<char> TakeLevel(ref ReadOnlySpan<char> version)
    {
        var at = version.LastIndexOfAny('p', '_');
        if (at <= 0 || at == version.Length - 1 || version.Length >= MaxLength)
            return default;
        var numbers = version[..at];
        var level = version[(at + 1)..];
        if (level.ContainsAnyExcept(Digits) || !char.IsAsciiDigit(numbers[^1]) || numbers.ContainsAnyExcept(Numbers))
            return default;
        version = numbers;
        return level;
    }

    /// <summary>The level is one number more.</summary>
    private static ReadOnlySpan<char> Join(ReadOnlySpan<char> numbers, ReadOnlySpan<char> level, Span<char> room)
    {
        if (level.IsEmpty)
            return numbers;
        var length = 0;
        Append(numbers, room, ref length);
        Append(".", room, ref length);
        Append(level, room, ref length);
        return room[..length];
    }

    private static void Append(ReadOnlySpan<char> text, Span<char> room, ref int length)
    {
        text.CopyTo(room[length..]);
        length += text.Length;
    }
}
