using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Pavior.Core;

namespace Pavior.Formats.Yaml;

/// <summary>Reads YAML 1.1/1.2 text into positioned trees. Tags are passed over: what a value means is the reader's to say.</summary>
public static class YamlStream
{
    /// <summary>Longest text, in bytes: lock files of large repositories stay below a tenth of it.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Deepest nesting of collections.</summary>
    public const int MaxDepth = 128;

    /// <summary>Most nodes written out in one stream.</summary>
    public const int MaxNodes = 700_000;

    /// <summary>Most nodes that all aliases of one stream may stand for, counted as if they were copied.</summary>
    public const int MaxAliasedNodes = 700_000;

    /// <summary>Most documents in one stream.</summary>
    public const int MaxDocuments = 10_000;

    /// <summary>Every document of a stream; none for an empty one.</summary>
    /// <exception cref="ParseException">Not UTF-8 (or UTF-16 with a byte order mark), not YAML, or a limit was reached.</exception>
    public static IReadOnlyList<YamlDocument> Parse(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            throw ParseException.Limit(path, $"{bytes.Length} bytes of YAML, more than the limit of {MaxBytes}");
        return new YamlTreeBuilder(path, Decode(path, bytes)).Build();
    }

    /// <summary>The only document of a stream that has to hold exactly one.</summary>
    /// <exception cref="ParseException">As <see cref="Parse"/>, and for an empty stream or a second document.</exception>
    public static YamlDocument ParseSingle(string path, ReadOnlySpan<byte> bytes)
    {
        var documents = Parse(path, bytes);
        return documents.Count switch
        {
            1 => documents[0],
            0 => throw ParseException.AtLine(path, 1, "a YAML document"),
            _ => throw ParseException.AtLine(path, documents[1].Root.Line, "the end of the only document"),
        };
    }

    private static string Decode(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return DecodeUtf16(path, bytes[2..], bigEndian: false);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return DecodeUtf16(path, bytes[2..], bigEndian: true);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        if (Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        throw ParseException.AtLine(path, LineOfInvalid(bytes), "UTF-8 text");
    }

    private static string DecodeUtf16(string path, ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        try
        {
            return new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw ParseException.AtLine(path, 1, "UTF-16 text, as its byte order mark promises");
        }
    }

    private static int LineOfInvalid(ReadOnlySpan<byte> bytes)
    {
        var line = 1;
        while (true)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (status != OperationStatus.Done)
                return line;
            if (rune.Value == '\n')
                line++;
            bytes = bytes[consumed..];
        }
    }
}
