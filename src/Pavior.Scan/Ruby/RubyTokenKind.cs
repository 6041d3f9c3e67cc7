namespace Pavior.Scan.Ruby;

/// <summary>What a token of Ruby source is.</summary>
internal enum RubyTokenKind
{
    End,

    /// <summary>A name, keyword or number.</summary>
    Word,

    /// <summary>A string literal whose value stands in the source.</summary>
    Text,

    /// <summary>A string literal with interpolation: its value is known only when it runs.</summary>
    ComputedText,

    /// <summary>A list of words: <c>%w[a b]</c>.</summary>
    Words,

    LineEnd,

    /// <summary>Any other single character.</summary>
    Symbol,
}
