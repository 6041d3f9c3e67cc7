namespace Pavior.Formats.Yaml;

/// <summary>A scalar, sequence or mapping with its place. Immutable; a node written as an alias shares the children of the node it names.</summary>
public abstract class YamlNode
{
    private protected YamlNode(YamlSpan span, string? anchor, YamlNode? definition)
    {
        Span = span;
        Anchor = anchor;
        Definition = definition;
    }

    /// <summary>Where it stands; for an alias, where the alias stands.</summary>
    public YamlSpan Span { get; }

    /// <summary>One-based line of its first character.</summary>
    public int Line => Span.Start.Line;

    /// <summary>One-based column of its first character.</summary>
    public int Column => Span.Start.Column;

    /// <summary>The anchor it carries, without <c>&amp;</c>; null for most nodes.</summary>
    public string? Anchor { get; }

    /// <summary>For an alias (<c>*name</c>) the anchored node it stands for; null for a node written out.</summary>
    public YamlNode? Definition { get; }

    /// <summary>The text of a scalar; null for a collection.</summary>
    public string? Text => (this as YamlScalar)?.Value;

    /// <summary>The same content at the place of an alias.</summary>
    internal abstract YamlNode AliasAt(YamlSpan span);
}
