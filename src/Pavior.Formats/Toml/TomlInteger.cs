namespace Pavior.Formats.Toml;

/// <summary>A 64-bit signed integer; larger ones are refused by the reader.</summary>
public sealed class TomlInteger(TomlPosition position, long value) : TomlValue(position)
{
    public long Value { get; } = value;

    public override string Kind => "an integer";
}
