namespace Pavior.Formats.Yaml;

/// <summary>A key that stands twice in one mapping, which YAML forbids (1.2, section 3.2.1.3) and loaders treat each in their own way.</summary>
/// <param name="Name">The key.</param>
/// <param name="Earlier">The key node before it.</param>
/// <param name="Later">The key node that repeats it.</param>
public sealed record YamlDuplicateKey(string Name, YamlNode Earlier, YamlNode Later);
