namespace Pavior.Formats.Patterns;

/// <summary>A part of a pattern as it was written.</summary>
internal abstract record PatternNode
{
    internal sealed record One(PatternSet Set) : PatternNode;

    internal sealed record At(PatternPlace Place) : PatternNode;

    /// <summary>One after the other; none for what matches an empty text.</summary>
    internal sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    internal sealed record Either(IReadOnlyList<PatternNode> Choices) : PatternNode;

    /// <param name="Part">What is repeated.</param>
    /// <param name="Least">How often at least.</param>
    /// <param name="Most">How often at most; null for any number.</param>
    internal sealed record Repeat(PatternNode Part, int Least, int? Most) : PatternNode;
}
