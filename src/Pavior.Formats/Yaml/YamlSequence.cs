namespace Pavior.Formats.Yaml;

/// <summary>An ordered list of nodes.</summary>
public sealed class YamlSequence : YamlNode
{
    internal YamlSequence(IReadOnlyList<YamlNode> items, bool isFlow, YamlSpan span, string? anchor, YamlNode? definition = null)
        : base(span, anchor, definition)
    {
        Items = items;
        IsFlow = isFlow;
    }

    public IReadOnlyList<YamlNode> Items { get; }

    /// <summary>True for <c>[a, b]</c>.</summary>
    public bool IsFlow { get; }

    internal override YamlNode AliasAt(YamlSpan span) => new YamlSequence(Items, IsFlow, span, anchor: null, definition: this);
}
