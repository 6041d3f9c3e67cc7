namespace Pavior.Formats.Toml;

/// <summary>A value of a TOML document, with the place where it begins.</summary>
public abstract class TomlValue
{
    private protected TomlValue(TomlPosition position) => Position = position;

    public TomlPosition Position { get; }

    /// <summary>What it is, with article, for messages: "a string".</summary>
    public abstract string Kind { get; }
}
