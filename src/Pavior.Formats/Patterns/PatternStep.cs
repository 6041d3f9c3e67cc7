namespace Pavior.Formats.Patterns;

/// <summary>One step of a compiled pattern.</summary>
internal sealed class PatternStep
{
    public PatternStepKind Kind { get; init; }

    public int Next { get; set; }

    public int Other { get; set; }

    /// <summary>Of a step that takes a character: which.</summary>
    public PatternSet? Set { get; init; }

    public PatternPlace Place { get; init; }

    public bool Takes(int rune) => Kind == PatternStepKind.Take && Set!.Contains(rune);

    /// <param name="before">The character before the place, or -1.</param>
    /// <param name="after">The one after it, or -1.</param>
    public bool Holds(int before, int after) => Place switch
    {
        PatternPlace.TextStart => before < 0,
        PatternPlace.TextEnd => after < 0,
        PatternPlace.LineStart => before is < 0 or '\n',
        PatternPlace.LineEnd => after is < 0 or '\n',
        PatternPlace.WordEdge => IsWord(before) != IsWord(after),
        _ => IsWord(before) == IsWord(after),
    };

    private static bool IsWord(int rune) => rune is '_' || (rune is >= 0 and < 128 && char.IsAsciiLetterOrDigit((char)rune));
}
