namespace Pavior.Formats.Cel;

/// <summary>What a <see cref="CelToken"/> is.</summary>
internal enum CelTokenKind
{
    End,
    Name,

    /// <summary><c>`content-type`</c>: a field's name that is none of CEL's.</summary>
    QuotedName,
    Literal,

    /// <summary>A whole number without sign, which may be 2^63 when a minus stands before it.</summary>
    Number,
    Symbol,
}
