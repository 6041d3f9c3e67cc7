using System.Text.Json;
using System.Text.Unicode;
using Pavior.Core;

namespace Pavior.Formats.Json;

/// <summary>Opens JSON documents of strangers: bounded depth, and every failure a <see cref="ParseException"/>.</summary>
public static class JsonReading
{
    /// <summary>Nesting of objects and arrays; real manifests and lock files stay below 20.</summary>
    public const int MaxDepth = 128;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    private static readonly JsonDocumentOptions Relaxed = new()
    {
        MaxDepth = MaxDepth,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Parses strict JSON; a UTF-8 byte order mark is passed over.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8, string path) => Parse(utf8, path, Options);

    /// <summary>Parses JSON with comments and trailing commas, as editors and bun write it.</summary>
    public static JsonDocument ParseRelaxed(ReadOnlyMemory<byte> utf8, string path) => Parse(utf8, path, Relaxed);

    /// <summary>The member's string; null when it is absent or not a string, or not valid Unicode.</summary>
    public static string? Text(this JsonElement element, string member)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(member, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        return value.TextOrNull();
    }

    /// <summary>The element's own string; null for other kinds and for lone surrogates, which have no text.</summary>
    public static string? TextOrNull(this JsonElement value)
    {
        try
        {
            return value.AsText();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The member when it is an object; else null.</summary>
    public static JsonElement? Object(this JsonElement element, string member) => Member(element, member, JsonValueKind.Object);

    /// <summary>The elements of the member when it is an array; else none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string member) =>
        Member(element, member, JsonValueKind.Array) is { } array ? array.EnumerateArray() : [];

    private static JsonElement? Member(JsonElement element, string member, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind == kind ? value : null;

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8, string path, JsonDocumentOptions options)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        JsonFile.ThrowIfTooMany(path, utf8.Span);
        try
        {
            JsonFile.ThrowIfLongNames(path, utf8.Span, options);
            RequireTextAsNames(utf8.Span, path, options);
            return JsonDocument.Parse(utf8, options);
        }
        catch (JsonException bad)
        {
            throw ParseException.AtLine(path, (int)((bad.LineNumber ?? 0) + 1), $"valid JSON at column {(bad.BytePositionInLine ?? 0) + 1}");
        }
    }

    /// <summary>
    /// Looking up a member makes <see cref="JsonElement"/> unescape names on the way and throw for what is no Unicode, so such
    /// names are refused here. Values may be no text: files in Latin-1 are common, and only that value is then missing.
    /// </summary>
    private static void RequireTextAsNames(ReadOnlySpan<byte> utf8, string path, JsonDocumentOptions options)
    {
        if (utf8.IndexOf("\\ud"u8) < 0 && utf8.IndexOf("\\uD"u8) < 0 && Utf8.IsValid(utf8))
            return;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            MaxDepth = options.MaxDepth,
            AllowTrailingCommas = options.AllowTrailingCommas,
            CommentHandling = options.CommentHandling,
        });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                    reader.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            throw new ParseException(path, reader.TokenStartIndex, "a member name that is Unicode text");
        }
    }
}
