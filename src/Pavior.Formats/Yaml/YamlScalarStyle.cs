namespace Pavior.Formats.Yaml;

/// <summary>How a scalar is written. Only a plain one may mean something else than text.</summary>
public enum YamlScalarStyle
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
}
