namespace Pavior.Formats.Yaml;

/// <summary>The text of a node: from its first character to just behind its last one.</summary>
public readonly record struct YamlSpan(YamlPosition Start, YamlPosition End)
{
    public override string ToString() => $"{Start}-{End}";
}
