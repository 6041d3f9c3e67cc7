namespace Pavior.Formats.Patterns;

/// <summary>What a <see cref="PatternStep"/> does.</summary>
internal enum PatternStepKind
{
    /// <summary>Takes one character.</summary>
    Take,

    /// <summary>Goes two ways.</summary>
    Split,

    /// <summary>Goes on where the place is right.</summary>
    Assert,
    Match,
}
