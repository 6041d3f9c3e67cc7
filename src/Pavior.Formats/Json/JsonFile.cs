using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Pavior.Core;

namespace Pavior.Formats.Json;

/// <summary>
/// A JSON text whose values know their line. Every failure is a <see cref="ParseException"/> of the constructor: once it is parsed,
/// each name and string of it can be read.
/// </summary>
public sealed class JsonFile : IDisposable
{
    /// <summary>Deepest nesting of objects and arrays.</summary>
    public const int MaxDepth = 256;

    /// <summary>Values of one text. A parsed document keeps twelve bytes for each, which may be far more than the text itself.</summary>
    public const int MaxValues = 1_250_000;

    /// <summary>Bytes of the name of a member.</summary>
    private const int MaxName = 64 * 1024;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly JsonDocument _document;
    private int _lastOffset;
    private int _lastLine = 1;

    private JsonFile(string path, ReadOnlyMemory<byte> bytes, JsonDocument document)
    {
        Path = path;
        _bytes = bytes;
        _document = document;
    }

    public string Path { get; }

    public JsonElement Root => _document.RootElement;

    /// <summary>Takes JSON by RFC 8259; a UTF-8 byte order mark is passed over.</summary>
    /// <param name="comments">True for text that people edit (JSONC): comments and trailing commas are passed over as well.</param>
    /// <param name="maxValues">What a text of this kind may hold.</param>
    public static JsonFile Parse(string path, ReadOnlyMemory<byte> bytes, bool comments = false, int maxValues = MaxValues)
    {
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        if (!Utf8.IsValid(bytes.Span))
            throw new ParseException(path, 0, "UTF-8 text");
        ThrowIfTooMany(path, bytes.Span, maxValues);
        try
        {
            var options = new JsonDocumentOptions
            {
                MaxDepth = MaxDepth,
                AllowTrailingCommas = comments,
                CommentHandling = comments ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
            };
            ThrowIfLongNames(path, bytes.Span, options);
            var file = new JsonFile(path, bytes, JsonDocument.Parse(bytes, options));
            if (HasSurrogateEscape(bytes.Span))
                file.CheckEscapes(comments);
            return file;
        }
        catch (JsonException bad)
        {
            throw ParseException.AtLine(path, (int)Math.Min((bad.LineNumber ?? 0) + 1, int.MaxValue), "JSON");
        }
    }

    /// <summary>As <see cref="Parse"/>, and the top value must be an object.</summary>
    public static JsonFile ParseObject(string path, ReadOnlyMemory<byte> bytes, bool comments = false, int maxValues = MaxValues)
    {
        var file = Parse(path, bytes, comments, maxValues);
        if (file.Root.ValueKind == JsonValueKind.Object)
            return file;
        file.Dispose();
        throw ParseException.AtLine(path, 1, "a JSON object");
    }

    /// <summary>One-based line on which a value of this file starts. Cheap when asked in the order of the text.</summary>
    public int LineOf(JsonElement value) => LineAt(JsonMarshal.GetRawUtf8Value(value));

    /// <summary>One-based line on which a property's name stands.</summary>
    public int LineOf(JsonProperty property) => LineAt(JsonMarshal.GetRawUtf8PropertyName(property));

    public ParseException Expected(JsonElement at, string what) => ParseException.AtLine(Path, LineOf(at), what);

    public void Dispose() => _document.Dispose();

    /// <summary>Counts what stands before values: an upper bound, since texts hold such marks as well.</summary>
    internal static void ThrowIfTooMany(string path, ReadOnlySpan<byte> bytes, int maxValues = MaxValues)
    {
        if (bytes.Length > maxValues && bytes.Count((byte)',') + bytes.Count((byte)':') + bytes.Count((byte)'[') + bytes.Count((byte)'{') > maxValues)
            throw ParseException.Limit(path, $"JSON of more than {maxValues} values");
    }

    /// <summary>
    /// Names are made into text whenever they are looked at, so that none may be long. Looked for only where there is room for one; what
    /// is no JSON is told by the parser.
    /// </summary>
    internal static void ThrowIfLongNames(string path, ReadOnlySpan<byte> bytes, JsonDocumentOptions options)
    {
        if (bytes.Length <= MaxName)
            return;
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions
        {
            MaxDepth = options.MaxDepth,
            AllowTrailingCommas = options.AllowTrailingCommas,
            CommentHandling = options.CommentHandling,
        });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueSpan.Length > MaxName)
                throw ParseException.Limit(path, $"JSON with a name of {reader.ValueSpan.Length} bytes, more than {MaxName}");
        }
    }

    private int LineAt(ReadOnlySpan<byte> raw)
    {
        if (!_bytes.Span.Overlaps(raw, out var offset))
            return 1;
        if (offset < _lastOffset)
            (_lastOffset, _lastLine) = (0, 1);
        _lastLine += _bytes.Span[_lastOffset..offset].Count((byte)'\n');
        _lastOffset = offset;
        return _lastLine;
    }

    /// <summary>Escapes of surrogates are rare, and only they can make a well-formed string unreadable.</summary>
    private static bool HasSurrogateEscape(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("\\ud"u8) >= 0 || bytes.IndexOf("\\uD"u8) >= 0;

    private void CheckEscapes(bool comments)
    {
        var reader = new Utf8JsonReader(_bytes.Span, new JsonReaderOptions
        {
            MaxDepth = MaxDepth,
            AllowTrailingCommas = comments,
            CommentHandling = comments ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
        });
        while (reader.Read())
        {
            if (!reader.ValueIsEscaped || reader.ValueSpan.Length > JsonElementReading.MaxText)
                continue;
            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException)
            {
                var line = _bytes.Span[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
                _document.Dispose();
                throw ParseException.AtLine(Path, line, "a string without half a surrogate pair");
            }
        }
    }
}
