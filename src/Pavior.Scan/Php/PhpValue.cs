using Pavior.Core;

namespace Pavior.Scan.Php;

/// <summary>A value of PHP's serialize() format: a text, or an array by keys. Numbers, booleans and nulls are texts of themselves.</summary>
internal sealed class PhpValue
{
    private const int MaxDepth = 64;

    private const int MaxValues = 500_000;

    private static readonly PhpValue Nothing = new();

    public string? Text { get; private init; }

    public IReadOnlyList<KeyValuePair<string, PhpValue>> Members { get; private init; } = [];

    /// <summary>The member of an array; a value without content when there is none.</summary>
    public PhpValue this[string key]
    {
        get
        {
            foreach (var (name, value) in Members)
            {
                if (name == key)
                    return value;
            }

            return Nothing;
        }
    }

    /// <summary>Reads one value: <c>a:1:{s:4:"name";s:4:"PEAR";}</c>. Objects are read as arrays of their members; references are refused.</summary>
    public static PhpValue Parse(string path, ReadOnlySpan<byte> bytes)
    {
        var reader = new PhpReader(path, bytes);
        return reader.Read(0);
    }

    private ref struct PhpReader(string path, ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _at;
        private int _values;

        public PhpValue Read(int depth)
        {
            if (depth > MaxDepth || ++_values > MaxValues)
                throw ParseException.Limit(path, $"byte {_at}: more than {MaxDepth} levels or {MaxValues} values");
            var kind = _at < _bytes.Length ? _bytes[_at++] : (byte)0;
            switch (kind)
            {
                case (byte)'N':
                    Take((byte)';');
                    return Nothing;
                case (byte)'i' or (byte)'b' or (byte)'d':
                    Take((byte)':');
                    return new PhpValue { Text = TextUpTo((byte)';') };
                case (byte)'s':
                    Take((byte)':');
                    var text = Quoted();
                    Take((byte)';');
                    return new PhpValue { Text = text };
                case (byte)'a':
                    Take((byte)':');
                    return Array(depth);
                case (byte)'O':
                    Take((byte)':');
                    Quoted();
                    Take((byte)':');
                    return Array(depth);
                default:
                    throw new ParseException(path, _at - 1, "a serialized PHP value");
            }
        }

        private PhpValue Array(int depth)
        {
            var count = Number((byte)':');
            Take((byte)'{');

            // A member takes at least six bytes, so a count beyond that is a lie and not worth the memory.
            if (count > (_bytes.Length - _at) / 6 + 1)
                throw new ParseException(path, _at, "as many members as the array promises");
            var members = new List<KeyValuePair<string, PhpValue>>(Math.Min(count, 16));
            for (var i = 0; i < count; i++)
                members.Add(new(Read(depth + 1).Text ?? "", Read(depth + 1)));
            Take((byte)'}');
            return new PhpValue { Members = members };
        }

        private string Quoted()
        {
            var length = Number((byte)':');
            Take((byte)'"');
            if (length > _bytes.Length - _at)
                throw new ParseException(path, _at, $"a string of {length} bytes");
            var text = System.Text.Encoding.UTF8.GetString(_bytes.Slice(_at, length));
            _at += length;
            Take((byte)'"');
            return text;
        }

        private int Number(byte end)
        {
            var start = _at;
            return int.TryParse(TextUpTo(end), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new ParseException(path, start, "a length");
        }

        private string TextUpTo(byte end)
        {
            var length = _bytes[_at..].IndexOf(end);
            if (length is < 0 or > 64)
                throw new ParseException(path, _at, $"a number and '{(char)end}'");
            var text = System.Text.Encoding.ASCII.GetString(_bytes.Slice(_at, length));
            _at += length + 1;
            return text;
        }

        private void Take(byte expected)
        {
            if (_at >= _bytes.Length || _bytes[_at] != expected)
                throw new ParseException(path, _at, $"'{(char)expected}'");
            _at++;
        }
    }
}
