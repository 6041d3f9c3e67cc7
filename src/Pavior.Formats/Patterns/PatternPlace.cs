namespace Pavior.Formats.Patterns;

/// <summary>Places that a pattern may ask for.</summary>
internal enum PatternPlace
{
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordEdge,
    NotWordEdge,
}
