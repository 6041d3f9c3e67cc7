namespace Pavior.Formats.Patterns;

/// <summary>Flags of a pattern.</summary>
[Flags]
internal enum PatternFlags
{
    None = 0,
    IgnoresCase = 1,

    /// <summary><c>^</c> and <c>$</c> also stand at the ends of lines.</summary>
    Lines = 2,

    /// <summary><c>.</c> also stands for a line end.</summary>
    DotTakesLineEnd = 4,
}
