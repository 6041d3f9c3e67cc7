namespace Pavior.Formats.Toml;

/// <summary>A key of a table with its value.</summary>
/// <param name="Key">The key, unquoted.</param>
/// <param name="KeyPosition">Where the key stands that defined it.</param>
/// <param name="Value">What it was set to.</param>
public readonly record struct TomlEntry(string Key, TomlPosition KeyPosition, TomlValue Value);
