namespace Pavior.Formats.Toml;

/// <summary>How a table came to be, which decides what may still be added to it.</summary>
internal enum TomlTableOrigin
{
    /// <summary>A longer header passed through it: its own header may still follow.</summary>
    Implicit,

    /// <summary>Its own header, or the document itself.</summary>
    Header,

    /// <summary>A dotted key passed through it: more dotted keys may follow, a header of its own may not.</summary>
    Dotted,

    /// <summary>Braces: complete when they close.</summary>
    Inline,
}
