namespace Pavior.Formats.Yaml;

/// <summary>One key and its value, in the order of the text.</summary>
public readonly record struct YamlEntry(YamlNode Key, YamlNode Value)
{
    /// <summary>The key as text; null for a key that is a collection.</summary>
    public string? Name => Key.Text;
}
