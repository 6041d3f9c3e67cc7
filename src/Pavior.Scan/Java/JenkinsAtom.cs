namespace Pavior.Scan.Java;

/// <summary>One character of a version as a pattern allows it: a set of ASCII characters or any at all, once or without end.</summary>
internal readonly record struct JenkinsAtom(UInt128 Characters, bool IsAny, bool IsEndless)
{
    public static JenkinsAtom Any { get; } = new(UInt128.MaxValue, true, false);

    public static JenkinsAtom Digit { get; } = new((UInt128)0x3FF << '0', false, false);

    public bool IsEmpty => Characters == 0;

    /// <summary>Digits only.</summary>
    public bool IsDigit => !IsAny && Characters != 0 && (Characters & ~Digit.Characters) == 0;

    /// <summary>The one character that it allows; null when it allows several.</summary>
    public char? Only => !IsAny && !IsEndless && UInt128.PopCount(Characters) == 1 ? (char)UInt128.TrailingZeroCount(Characters) : null;

    public static JenkinsAtom Of(char c) => new(UInt128.One << (c & 0x7f), false, false);

    public JenkinsAtom With(char c) => this with { Characters = Characters | (UInt128.One << (c & 0x7f)) };

    public JenkinsAtom Repeated() => this with { IsEndless = true };

    public bool Allows(char c) => c < 128 && (Characters >> c & 1) == 1;
}
