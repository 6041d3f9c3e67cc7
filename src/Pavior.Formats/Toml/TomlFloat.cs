namespace Pavior.Formats.Toml;

/// <summary>An IEEE 754 binary64 number.</summary>
public sealed class TomlFloat(TomlPosition position, double value) : TomlValue(position)
{
    public double Value { get; } = value;

    public override string Kind => "a float";
}
