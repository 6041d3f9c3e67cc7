using System.Text;
using System.Text.Json;
using Pavior.Core;

namespace Pavior.Formats.Json;

/// <summary>
/// Goes once through a JSON text that is too large to be held as a tree. What a caller does not ask for is passed over, so a
/// walk is nested loops: <c>if (cursor.EnterObject(out var depth)) while (cursor.NextMember(depth)) …</c>.
/// </summary>
public ref struct JsonCursor
{
    /// <summary>Deepest nesting of objects and arrays.</summary>
    public const int MaxDepth = 128;

    private readonly string _path;
    private readonly ReadOnlySpan<byte> _bytes;
    private Utf8JsonReader _reader;

    /// <summary>Stands on the top value; a UTF-8 byte order mark is passed over.</summary>
    /// <exception cref="ParseException">There is no value.</exception>
    public JsonCursor(string path, ReadOnlySpan<byte> bytes)
    {
        _path = path;
        _bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        _reader = new Utf8JsonReader(_bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!Read())
            throw Expected("a value");
    }

    /// <summary>Name of the member that the cursor stands on, unescaped.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>One-based line of the value.</summary>
    public readonly int Line => _bytes[..(int)_reader.TokenStartIndex].Count((byte)'\n') + 1;

    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;

    public readonly bool IsText => _reader.TokenType == JsonTokenType.String;

    /// <summary>Text of a string, unescaped; empty for any other value. What is not UTF-8 in it stays as it is.</summary>
    public readonly ReadOnlySpan<byte> Utf8
    {
        get
        {
            if (_reader.TokenType != JsonTokenType.String)
                return default;
            return _reader.ValueIsEscaped ? Unescaped() : _reader.ValueSpan;
        }
    }

    /// <summary>Text of a string; null for any other value.</summary>
    public readonly string? Text => IsText ? Encoding.UTF8.GetString(Utf8) : null;

    /// <summary>False when the value is no object: it is then passed over by the loop around it.</summary>
    /// <param name="depth">What <see cref="NextMember"/> takes.</param>
    public readonly bool EnterObject(out int depth)
    {
        depth = _reader.CurrentDepth;
        return _reader.TokenType == JsonTokenType.StartObject;
    }

    /// <summary>False when the value is no array: it is then passed over by the loop around it.</summary>
    /// <param name="depth">What <see cref="NextItem"/> takes.</param>
    public readonly bool EnterArray(out int depth)
    {
        depth = _reader.CurrentDepth;
        return _reader.TokenType == JsonTokenType.StartArray;
    }

    /// <summary>Moves to the value of the next member of the object entered at this depth; false at its end.</summary>
    public bool NextMember(int depth)
    {
        while (Read())
        {
            if (_reader.CurrentDepth == depth)
                return false;
            if (_reader.TokenType != JsonTokenType.PropertyName || _reader.CurrentDepth != depth + 1)
                continue;
            Name = _reader.ValueIsEscaped ? Unescaped() : _reader.ValueSpan;
            return Read();
        }

        return false;
    }

    /// <summary>Moves to the next item of the array entered at this depth; false at its end.</summary>
    public bool NextItem(int depth)
    {
        while (Read())
        {
            if (_reader.CurrentDepth == depth)
                return false;
            if (_reader.CurrentDepth == depth + 1 && _reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                return true;
        }

        return false;
    }

    /// <summary>Reads to the end of the text, where nothing but white space may follow the top value.</summary>
    public void End()
    {
        while (Read())
        {
        }
    }

    public readonly ParseException Expected(string what) => ParseException.AtLine(_path, Line, what);

    private bool Read()
    {
        try
        {
            return _reader.Read();
        }
        catch (JsonException bad)
        {
            throw ParseException.AtLine(_path, (int)Math.Min((bad.LineNumber ?? 0) + 1, int.MaxValue), "JSON");
        }
    }

    /// <summary>An escape may stand for half a surrogate pair, which is no text.</summary>
    private readonly byte[] Unescaped()
    {
        var room = new byte[_reader.ValueSpan.Length];
        try
        {
            return room[.._reader.CopyString(room)];
        }
        catch (InvalidOperationException)
        {
            throw Expected("text without half a surrogate pair");
        }
    }
}
