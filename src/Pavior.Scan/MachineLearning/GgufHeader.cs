namespace Pavior.Scan.MachineLearning;

/// <summary>What the metadata of a GGUF file says in strings and unsigned numbers.</summary>
internal sealed record GgufHeader(
    uint Version,
    ulong Tensors,
    IReadOnlyDictionary<string, string> Texts,
    IReadOnlyDictionary<string, ulong> Numbers)
{
    /// <summary>Null when it is not there or empty.</summary>
    public string? Text(string key) => Texts.TryGetValue(key, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

    public ulong? Number(string key) => Numbers.TryGetValue(key, out var value) ? value : null;
}
