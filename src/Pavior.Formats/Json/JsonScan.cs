using System.Text.Json;
using System.Text.Unicode;
using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Formats.Json;

/// <summary>
/// Walks a JSON text (RFC 8259) from its start to its end without building a tree, for documents of many megabytes of which little is kept. Each call
/// takes one whole value, so a reader that does not want a value cannot lose its place. Every failure is a <see cref="ParseException"/> with the line.
/// </summary>
public ref struct JsonScan
{
    /// <summary>Nesting of objects and arrays; readers that follow it by recursion are bounded by it as well.</summary>
    public const int MaxDepth = 128;

    private readonly ReadOnlySpan<byte> _utf8;
    private Utf8JsonReader _reader;
    private int _lastOffset;
    private int _lastLine = 1;

    /// <summary>Stands on the root value afterwards. A UTF-8 byte order mark is passed over.</summary>
    public JsonScan(string path, ReadOnlySpan<byte> utf8)
    {
        Path = path;
        _utf8 = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (!Utf8.IsValid(_utf8))
            throw new ParseException(path, 0, "UTF-8 text");
        _reader = new Utf8JsonReader(_utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!Advance())
            throw Expected("JSON");
    }

    public string Path { get; }

    public readonly bool IsObject => _reader.TokenType == JsonTokenType.StartObject;

    public readonly bool IsArray => _reader.TokenType == JsonTokenType.StartArray;

    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;

    public readonly bool IsText => _reader.TokenType == JsonTokenType.String;

    /// <summary>One-based line of the value or name that was read last.</summary>
    public int Line
    {
        get
        {
            var offset = (int)_reader.TokenStartIndex;
            if (offset < _lastOffset)
                (_lastOffset, _lastLine) = (0, 1);
            _lastLine += _utf8[_lastOffset..offset].Count((byte)'\n');
            _lastOffset = offset;
            return _lastLine;
        }
    }

    /// <summary>Inside an object: goes to the next member's value. False at the object's end.</summary>
    /// <param name="name">The member's name, unescaped.</param>
    public bool NextMember(out ReadOnlySpan<byte> name)
    {
        Advance();
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            name = default;
            return false;
        }

        name = _reader.ValueIsEscaped ? Unescaped() : _reader.ValueSpan;
        Advance();
        return true;
    }

    /// <summary>Inside an array: goes to the next item. False at the array's end.</summary>
    public bool NextItem()
    {
        Advance();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Passes the value over, whatever it holds.</summary>
    public void Skip()
    {
        try
        {
            _reader.Skip();
        }
        catch (JsonException bad)
        {
            throw Malformed(bad);
        }
    }

    /// <summary>True when the value is an object, which is now to be walked by <see cref="NextMember"/>; else the value is passed over.</summary>
    public bool TryObject()
    {
        if (IsObject)
            return true;
        Skip();
        return false;
    }

    /// <summary>True when the value is an array, which is now to be walked by <see cref="NextItem"/>; else the value is passed over.</summary>
    public bool TryArray()
    {
        if (IsArray)
            return true;
        Skip();
        return false;
    }

    /// <summary>The value has to be an object.</summary>
    public void Object(string what)
    {
        if (!IsObject)
            throw Expected($"{what} as an object");
    }

    /// <summary>The value has to be an array.</summary>
    public void Array(string what)
    {
        if (!IsArray)
            throw Expected($"{what} as an array");
    }

    /// <summary>The string; null for a value of any other kind, which is passed over.</summary>
    /// <param name="pool">Where equal strings become one.</param>
    public string? Text(Utf8Pool? pool = null)
    {
        if (IsText)
            return pool is null || _reader.ValueIsEscaped ? String() : pool.Get(_reader.ValueSpan);
        Skip();
        return null;
    }

    /// <summary>The string, which the value has to be.</summary>
    public string Text(string what, Utf8Pool? pool = null) => IsText ? Text(pool)! : throw Expected($"{what} as a string");

    /// <summary>A whole number of 64 bits; null for any other value, which is passed over.</summary>
    public long? Number()
    {
        if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out var number))
            return number;
        Skip();
        return null;
    }

    /// <summary>After the root value: nothing may follow.</summary>
    public void End()
    {
        if (Advance())
            throw Expected("the end of the text");
    }

    public ParseException Expected(string what) => ParseException.AtLine(Path, Line, what);

    private bool Advance()
    {
        try
        {
            return _reader.Read();
        }
        catch (JsonException bad)
        {
            throw Malformed(bad);
        }
    }

    private readonly ParseException Malformed(JsonException bad) =>
        ParseException.AtLine(Path, (int)Math.Min((bad.LineNumber ?? 0) + 1, int.MaxValue), "JSON");

    private ReadOnlySpan<byte> Unescaped() => System.Text.Encoding.UTF8.GetBytes(String());

    private string String()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Expected("a string without half a surrogate pair");
        }
    }
}
