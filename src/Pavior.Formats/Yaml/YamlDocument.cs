namespace Pavior.Formats.Yaml;

/// <summary>One document of a YAML stream.</summary>
/// <param name="Root">The top node; an empty plain scalar when the document has none.</param>
/// <param name="DuplicateKeys">In the order of the text.</param>
public sealed record YamlDocument(YamlNode Root, IReadOnlyList<YamlDuplicateKey> DuplicateKeys);
