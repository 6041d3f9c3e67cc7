using System.Buffers;
using System.Runtime.InteropServices;
using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Formats.Toml;

/// <summary>One pass over valid UTF-8: headers, keys, arrays and inline tables. Strings are in the other half, numbers and dates in <see cref="TomlScalar"/>.</summary>
internal ref partial struct TomlReader
{
    /// <summary>Arrays and inline tables inside each other, and parts of one dotted key.</summary>
    public const int MaxDepth = 128;

    /// <summary>Values and tables of one document.</summary>
    public const int MaxNodes = 600_000;

    /// <summary>Longer numbers say nothing that a double could hold.</summary>
    private const int MaxScalarLength = 1_024;

    private static readonly SearchValues<byte> BareKey =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);

    private static readonly SearchValues<byte> Scalar =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+.:"u8);

    private readonly string _path;
    private readonly ReadOnlySpan<byte> _text;
    private readonly List<(string Name, TomlPosition Position)> _key = [];
    private readonly SharedTexts _texts = new();
    private int _at;
    private int _line = 1;
    private int _lineStart;
    private int _counted;
    private int _column = 1;
    private int _nodes;

    public TomlReader(string path, ReadOnlySpan<byte> text)
    {
        _path = path;
        _text = text;
    }

    public TomlTable Document()
    {
        var root = NewTable(new TomlPosition(1, 1), TomlTableOrigin.Header);
        var current = root;
        while (true)
        {
            SkipBlank();
            if (AtEnd)
                return root;
            if (Peek == '[')
                current = Header(root);
            else
                KeyValue(current, 0);
            EndLine();
        }
    }

    private readonly bool AtEnd => _at >= _text.Length;

    /// <summary>The next byte; zero, which no valid place of a document holds, at the end.</summary>
    private readonly byte Peek => PeekAt(0);

    private readonly byte PeekAt(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : (byte)0;

    private TomlTable Header(TomlTable root)
    {
        var position = Here();
        var isArray = PeekAt(1) == '[';
        _at += isArray ? 2 : 1;
        SkipSpaces();
        Key();
        if (Peek != ']' || (isArray && PeekAt(1) != ']'))
            throw Expected(isArray ? "']]' after the name of an array of tables" : "']' after the name of a table");
        _at += isArray ? 2 : 1;

        var parent = root;
        foreach (var (part, place) in CollectionsMarshal.AsSpan(_key)[..^1])
            parent = Descend(parent, part, place);
        var (name, at) = _key[^1];
        return isArray ? NextOfArray(parent, name, at, position) : OpenTable(parent, name, at, position);
    }

    private TomlTable Descend(TomlTable parent, string part, TomlPosition place)
    {
        switch (parent.Find(part))
        {
            case null:
                var created = NewTable(place, TomlTableOrigin.Implicit);
                parent.Add(part, place, created);
                return created;
            case TomlTable { Origin: not TomlTableOrigin.Inline } table:
                return table;
            case TomlArray { IsOfTables: true } array:
                return (TomlTable)array.Items[^1];
            case var other:
                throw AlreadyDefined(part, place, other);
        }
    }

    private TomlTable OpenTable(TomlTable parent, string name, TomlPosition place, TomlPosition position)
    {
        switch (parent.Find(name))
        {
            case null:
                var created = NewTable(position, TomlTableOrigin.Header);
                parent.Add(name, place, created);
                return created;
            case TomlTable { Origin: TomlTableOrigin.Implicit } table:
                table.Origin = TomlTableOrigin.Header;
                return table;
            case var other:
                throw AlreadyDefined(name, place, other);
        }
    }

    private TomlTable NextOfArray(TomlTable parent, string name, TomlPosition place, TomlPosition position)
    {
        var array = parent.Find(name) switch
        {
            null => null,
            TomlArray { IsOfTables: true } known => known,
            var other => throw AlreadyDefined(name, place, other),
        };
        if (array is null)
        {
            CountNode();
            array = new TomlArray(position, ofTables: true);
            parent.Add(name, place, array);
        }

        var table = NewTable(position, TomlTableOrigin.Header);
        array.Add(table);
        return table;
    }

    private void KeyValue(TomlTable table, int depth)
    {
        Key();
        foreach (var (part, place) in CollectionsMarshal.AsSpan(_key)[..^1])
            table = DescendDotted(table, part, place);
        var (name, position) = _key[^1];
        if (table.Find(name) is { } other)
            throw AlreadyDefined(name, position, other);
        if (Peek != '=')
            throw Expected("'=' after a key");
        _at++;
        SkipSpaces();
        table.Add(name, position, Value(depth));
    }

    private TomlTable DescendDotted(TomlTable parent, string part, TomlPosition place)
    {
        switch (parent.Find(part))
        {
            case null:
                var created = NewTable(place, TomlTableOrigin.Dotted);
                parent.Add(part, place, created);
                return created;
            case TomlTable { Origin: TomlTableOrigin.Implicit or TomlTableOrigin.Dotted } table:
                table.Origin = TomlTableOrigin.Dotted;
                return table;
            case var other:
                throw AlreadyDefined(part, place, other);
        }
    }

    /// <summary>Reads a key of one or more parts, and the spaces after it, into the key buffer.</summary>
    private void Key()
    {
        _key.Clear();
        while (true)
        {
            if (_key.Count >= MaxDepth)
                throw ParseException.Limit(_path, $"line {_line}: a key of more than {MaxDepth} parts");
            var position = Here();
            _key.Add((KeyPart(), position));
            SkipSpaces();
            if (Peek != '.')
                return;
            _at++;
            SkipSpaces();
        }
    }

    private string KeyPart()
    {
        if (Peek == '"' && !(PeekAt(1) == '"' && PeekAt(2) == '"'))
            return BasicString();
        if (Peek == '\'' && !(PeekAt(1) == '\'' && PeekAt(2) == '\''))
            return LiteralString();
        var rest = _text[_at..];
        var length = rest.IndexOfAnyExcept(BareKey);
        if (length < 0)
            length = rest.Length;
        if (length == 0)
            throw Expected("a key");
        _at += length;
        return _texts.Get(rest[..length]);
    }

    private TomlValue Value(int depth)
    {
        if (depth > MaxDepth)
            throw ParseException.Limit(_path, $"line {_line}: values nested deeper than {MaxDepth}");
        CountNode();
        var position = Here();
        return Peek switch
        {
            (byte)'"' => new TomlString(position, PeekAt(1) == '"' && PeekAt(2) == '"' ? MultilineBasicString() : BasicString()),
            (byte)'\'' => new TomlString(position, PeekAt(1) == '\'' && PeekAt(2) == '\'' ? MultilineLiteralString() : LiteralString()),
            (byte)'[' => Array(position, depth),
            (byte)'{' => InlineTable(position, depth),
            _ => ScalarValue(position),
        };
    }

    private TomlArray Array(TomlPosition position, int depth)
    {
        var array = new TomlArray(position, ofTables: false);
        _at++;
        while (true)
        {
            SkipBlank();
            if (Peek == ']')
                break;
            array.Add(Value(depth + 1));
            SkipBlank();
            if (Peek == ',')
                _at++;
            else if (Peek != ']')
                throw Expected("',' or ']' in an array");
        }

        _at++;
        return array;
    }

    private TomlTable InlineTable(TomlPosition position, int depth)
    {
        // While the braces are open the table is Dotted's equal: dotted keys may pass through what they made.
        var table = new TomlTable(_path, position, TomlTableOrigin.Inline);
        _at++;
        while (true)
        {
            SkipBlank();
            if (Peek == '}')
                break;
            KeyValue(table, depth + 1);
            SkipBlank();
            if (Peek == ',')
                _at++;
            else if (Peek != '}')
                throw Expected("',' or '}' in an inline table");
        }

        _at++;
        return table;
    }

    private TomlValue ScalarValue(TomlPosition position)
    {
        var length = ScalarLength(_text[_at..]);
        if (length == 0)
            throw Expected("a value");
        if (length > MaxScalarLength)
            throw ParseException.Limit(_path, $"line {_line}: a number or date of {length} characters, more than {MaxScalarLength}");
        if (!TomlScalar.TryParse(_text.Slice(_at, length), position, out var value))
            throw Expected("a value: a boolean, a number within range, or a date");
        _at += length;
        return value;
    }

    /// <summary>Up to the first byte no number, date or word has; a date may be followed by one space and a time.</summary>
    private static int ScalarLength(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExcept(Scalar);
        if (length < 0)
            return text.Length;
        if (length != 10 || text[4] != '-' || text[7] != '-' || text.Length < 14
            || text[10] != ' ' || !char.IsAsciiDigit((char)text[11]) || !char.IsAsciiDigit((char)text[12]) || text[13] != ':')
            return length;
        var time = text[11..].IndexOfAnyExcept(Scalar);
        return time < 0 ? text.Length : 11 + time;
    }

    private TomlTable NewTable(TomlPosition position, TomlTableOrigin origin)
    {
        CountNode();
        return new TomlTable(_path, position, origin);
    }

    private void CountNode()
    {
        if (++_nodes > MaxNodes)
            throw ParseException.Limit(_path, $"line {_line}: more than {MaxNodes} values");
    }

    private void SkipSpaces()
    {
        while (Peek is (byte)' ' or (byte)'\t')
            _at++;
    }

    /// <summary>Spaces, comments and line ends.</summary>
    private void SkipBlank()
    {
        while (true)
        {
            SkipSpaces();
            if (Peek == '#')
                SkipComment();
            if (Peek != '\n' && !(Peek == '\r' && PeekAt(1) == '\n'))
                return;
            TakeLineEnd();
        }
    }

    private void SkipComment()
    {
        var rest = _text[_at..];
        var length = rest.IndexOfAny(Control);
        _at += length < 0 ? rest.Length : length;
        if (!AtEnd && Peek != '\n' && !(Peek == '\r' && PeekAt(1) == '\n'))
            throw Expected("a comment without control characters");
    }

    private void EndLine()
    {
        SkipSpaces();
        if (Peek == '#')
            SkipComment();
        if (AtEnd)
            return;
        if (Peek != '\n' && !(Peek == '\r' && PeekAt(1) == '\n'))
            throw Expected("the end of the line");
        TakeLineEnd();
    }

    private void TakeLineEnd()
    {
        _at += Peek == '\r' ? 2 : 1;
        _line++;
        _lineStart = _at;
    }

    /// <summary>The place of the next byte. Counts on from the last call, so that a long line is not counted again and again.</summary>
    private TomlPosition Here()
    {
        if (_counted < _lineStart)
        {
            _counted = _lineStart;
            _column = 1;
        }

        for (; _counted < _at; _counted++)
        {
            if ((_text[_counted] & 0xC0) != 0x80)
                _column++;
        }

        return new TomlPosition(_line, _column);
    }

    private ParseException Expected(string what) =>
        ParseException.AtLine(_path, _line, $"{what} at column {Here().Column}");

    private readonly ParseException AlreadyDefined(string key, TomlPosition position, TomlValue other) =>
        ParseException.AtLine(
            _path, position.Line, $"a new key, not '{key}' at column {position.Column}, which is {other.Kind} of line {other.Position.Line}");
}
