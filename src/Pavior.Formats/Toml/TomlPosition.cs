namespace Pavior.Formats.Toml;

/// <summary>A place in a TOML file: one-based line, and one-based column in Unicode characters.</summary>
public readonly record struct TomlPosition(int Line, int Column);
