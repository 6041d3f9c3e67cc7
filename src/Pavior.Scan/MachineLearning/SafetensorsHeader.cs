using System.Text.Json;
using Pavior.Core;

namespace Pavior.Scan.MachineLearning;

/// <summary>The header of a safetensors file (https://huggingface.co/docs/safetensors): free metadata, and each tensor's type and shape.</summary>
internal sealed class SafetensorsHeader
{
    /// <summary>Entries of the free metadata that are kept.</summary>
    private const int MaxMetadata = 2_000;

    private const int MaxDepth = 16;

    /// <summary>Number formats of the tensors of one file.</summary>
    private const int MaxTypes = 256;

    /// <summary>Bytes of a key or text of the metadata that is kept.</summary>
    private const int MaxText = 4_096;

    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UInt128> _parametersByType = new(StringComparer.Ordinal);

    private SafetensorsHeader()
    {
    }

    public int Tensors { get; private set; }

    /// <summary>Numbers in all tensors together.</summary>
    public UInt128 Parameters => _parametersByType.Values.Aggregate(UInt128.Zero, (sum, n) => sum + n);

    /// <summary>The type that most numbers have, as written: <c>BF16</c>; null without tensors.</summary>
    public string? MainType => _parametersByType.OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).FirstOrDefault().Key;

    /// <summary>Null when it is not there or empty.</summary>
    public string? Metadata(string key) => _metadata.TryGetValue(key, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

    /// <param name="json">The header's bytes.</param>
    /// <param name="path">Names the file in messages.</param>
    /// <exception cref="ParseException">It is not the JSON that the format asks for.</exception>
    public static SafetensorsHeader Parse(string path, ReadOnlySpan<byte> json)
    {
        var header = new SafetensorsHeader();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            header.ReadAll(path, ref reader);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string whose escapes are half a surrogate pair.
            throw new ParseException(path, 8 + reader.TokenStartIndex, "a JSON header");
        }

        return header;
    }

    private void ReadAll(string path, ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new ParseException(path, 8, "a JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMetadata = reader.ValueTextEquals("__metadata__"u8);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new ParseException(path, 8 + reader.TokenStartIndex, "a JSON object for a tensor or the metadata");
            if (isMetadata)
                ReadMetadata(ref reader);
            else
                ReadTensor(path, ref reader);
        }

        // To the end: padding spaces may follow, anything else is refused by the reader.
        while (reader.Read())
        {
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = Short(ref reader);
            reader.Read();
            if (key is not null && reader.TokenType == JsonTokenType.String && _metadata.Count < MaxMetadata && Short(ref reader) is { } value)
                _metadata[key] = value;
            else
                reader.Skip();
        }
    }

    private void ReadTensor(string path, ref Utf8JsonReader reader)
    {
        var type = "";
        var numbers = UInt128.One;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("dtype"u8);
            var isShape = reader.ValueTextEquals("shape"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
                type = Short(ref reader) ?? "";
            else if (isShape && reader.TokenType == JsonTokenType.StartArray)
                numbers = ReadShape(path, ref reader);
            else
                reader.Skip();
        }

        Tensors++;
        if (_parametersByType.Count >= MaxTypes && !_parametersByType.ContainsKey(type))
            throw ParseException.Limit(path, $"tensors of more than {MaxTypes} types");
        _parametersByType.TryGetValue(type, out var sum);
        _parametersByType[type] = sum + numbers;
    }

    /// <summary>Null for a text longer than any that says something about the model.</summary>
    private static string? Short(ref Utf8JsonReader reader) => reader.ValueSpan.Length <= MaxText ? reader.GetString() : null;

    private static UInt128 ReadShape(string path, ref Utf8JsonReader reader)
    {
        var numbers = UInt128.One;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt64(out var length) || numbers * length > ulong.MaxValue)
                throw new ParseException(path, 8 + reader.TokenStartIndex, "the lengths of a tensor, below 2^64 together");
            numbers *= length;
        }

        return numbers;
    }
}
