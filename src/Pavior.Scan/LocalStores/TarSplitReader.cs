using System.Text;
using System.Text.Json;
using Pavior.Core;

namespace Pavior.Scan.LocalStores;

/// <summary>Reads the list that github.com/vbatts/tar-split writes: one JSON object a line, of type 1 (file) or 2 (raw bytes).</summary>
internal sealed class TarSplitReader(Stream plain, string name) : IDisposable
{
    /// <summary>Bytes of a line: a raw piece is a header, its extensions and the padding before, in base 64.</summary>
    private const int MaxLine = 16 * 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private int _line;

    /// <summary>The next piece; null at the end.</summary>
    /// <exception cref="ParseException">Not such a list.</exception>
    public TarSplitEntry? Next()
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length < 0 && Fill())
                continue;
            var line = _buffer.AsSpan(_start, length < 0 ? _end - _start : length);
            _start += Math.Min(line.Length + 1, _end - _start);
            _line++;
            if (!line.IsEmpty)
                return Parse(line);
            if (length < 0)
                return null;
        }
    }

    public void Dispose() => plain.Dispose();

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= MaxLine)
                throw ParseException.Limit(name, $"line {_line + 1} is longer than {MaxLine} bytes");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        try
        {
            var read = plain.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            return read > 0;
        }
        catch (InvalidDataException bad)
        {
            throw new ParseException(name, 0, $"intact gzip data ({bad.Message})");
        }
    }

    private TarSplitEntry Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 4 });
            return Read(ref reader);
        }
        catch (Exception bad) when (bad is JsonException or FormatException or InvalidOperationException)
        {
            throw Expected("a JSON object with type, name, size and payload");
        }
    }

    private TarSplitEntry Read(ref Utf8JsonReader reader)
    {
        var type = 0;
        var size = 0L;
        string? path = null;
        byte[]? payload = null, rawName = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Expected("an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
                type = Value(ref reader) ? reader.GetInt32() : 0;
            else if (reader.ValueTextEquals("size"u8))
                size = Value(ref reader) ? reader.GetInt64() : 0;
            else if (reader.ValueTextEquals("name"u8))
                path = Value(ref reader) ? reader.GetString() : null;
            else if (reader.ValueTextEquals("name_raw"u8))
                rawName = Value(ref reader) ? reader.GetBytesFromBase64() : null;
            else if (reader.ValueTextEquals("payload"u8))
                payload = Value(ref reader) ? reader.GetBytesFromBase64() : null;
            else
                reader.Skip();
        }

        return type switch
        {
            2 => new TarSplitEntry(payload ?? [], null, 0),
            1 when size < 0 => throw Expected("a size of zero or more"),
            1 => new TarSplitEntry(null, path ?? Text(rawName, size), size),
            _ => throw Expected("type 1 or 2"),
        };
    }

    /// <summary>A name that is not UTF-8. Its content cannot be opened by a name of characters; without content it does not matter.</summary>
    private string Text(byte[]? raw, long size) =>
        size == 0 || (raw is not null && System.Text.Unicode.Utf8.IsValid(raw))
            ? Encoding.UTF8.GetString(raw ?? [])
            : throw ParseException.Unsupported(name, $"line {_line}: a file whose name is not UTF-8");

    /// <summary>Goes to the value; false for null.</summary>
    private static bool Value(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.Null;

    private ParseException Expected(string what) => ParseException.AtLine(name, _line, what);
}
