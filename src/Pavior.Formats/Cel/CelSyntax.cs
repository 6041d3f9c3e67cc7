namespace Pavior.Formats.Cel;

/// <summary>An expression as it was written, macros recognised.</summary>
/// <param name="Offset">Of its first character or, for what has an operator, of that.</param>
/// <param name="Depth">How deep it nests.</param>
internal abstract record CelSyntax(int Offset, int Depth)
{
    internal sealed record Constant(int Offset, CelValue Value) : CelSyntax(Offset, 1);

    /// <summary>A name; with a leading dot it is looked up outside of any namespace and macro.</summary>
    internal sealed record Name(int Offset, string Text, bool IsAbsolute) : CelSyntax(Offset, 1);

    internal sealed record Select(int Offset, int Depth, CelSyntax Operand, string Field, bool IsTest) : CelSyntax(Offset, Depth);

    internal sealed record Call(int Offset, int Depth, string Function, CelSyntax? Target, IReadOnlyList<CelSyntax> Arguments) : CelSyntax(Offset, Depth);

    /// <summary><c>a &amp;&amp; b &amp;&amp; c</c> as one, so that a long one is not deep.</summary>
    internal sealed record Logic(int Offset, int Depth, bool IsAnd, IReadOnlyList<CelSyntax> Operands) : CelSyntax(Offset, Depth);

    internal sealed record Choice(int Offset, int Depth, CelSyntax Condition, CelSyntax Then, CelSyntax Else) : CelSyntax(Offset, Depth);

    internal sealed record Items(int Offset, int Depth, IReadOnlyList<CelSyntax> Values) : CelSyntax(Offset, Depth);

    internal sealed record Entries(int Offset, int Depth, IReadOnlyList<(CelSyntax Key, CelSyntax Value)> Pairs) : CelSyntax(Offset, Depth);

    /// <summary><c>Name{field: value}</c>: read, since the grammar has it; the host has no types to make.</summary>
    internal sealed record Message(int Offset, int Depth, string TypeName) : CelSyntax(Offset, Depth);

    /// <summary>A macro over a list or the keys of a map.</summary>
    internal sealed record Comprehension(
        int Offset, int Depth, CelMacro Macro, CelSyntax Range, string First, string? Second, CelSyntax? Condition, CelSyntax? Result) : CelSyntax(Offset, Depth);
}
