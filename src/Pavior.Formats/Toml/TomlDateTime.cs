namespace Pavior.Formats.Toml;

/// <summary>A date, a time or both, checked for its form and ranges and kept as the text that was written.</summary>
public sealed class TomlDateTime(TomlPosition position, string text) : TomlValue(position)
{
    public string Text { get; } = text;

    public override string Kind => "a date or time";
}
