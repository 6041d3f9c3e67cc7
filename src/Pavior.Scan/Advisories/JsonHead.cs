using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Pavior.Scan.Advisories;

/// <summary>Looks at the first bytes of a JSON file for the members that tell what it is.</summary>
internal static class JsonHead
{
    private const int MaxDepth = 64;

    /// <summary>True when the object at the top, or the first one of an array at the top, is seen to have all these members.</summary>
    /// <param name="head">The first bytes; what they cut off is not needed once enough was seen.</param>
    public static bool HasMembers(ReadOnlySpan<byte> head, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var (hasFirst, hasSecond) = (false, false);
        var walk = new Walk(head);
        while (!(hasFirst && hasSecond) && walk.NextMember())
        {
            hasFirst |= walk.IsNamed(first);
            hasSecond |= walk.IsNamed(second);
        }

        return hasFirst && hasSecond;
    }

    /// <summary>Goes over the members of the first object, as far as the head reaches.</summary>
    public ref struct Walk
    {
        private Utf8JsonReader _reader;
        private bool _open;
        private bool _atValue;

        public Walk(ReadOnlySpan<byte> head)
        {
            if (head.StartsWith("\uFEFF"u8))
                head = head[3..];
            _reader = new Utf8JsonReader(head, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth }));
            _open = Read() && (_reader.TokenType != JsonTokenType.StartArray || Read()) && _reader.TokenType == JsonTokenType.StartObject;
        }

        /// <summary>What the member holds; <see cref="JsonTokenType.None"/> when the head ends before it.</summary>
        public JsonTokenType Kind { get; private set; }

        private ReadOnlySpan<byte> _name;

        /// <summary>The value's text; empty when it is no plain string or the head cuts it off.</summary>
        public readonly ReadOnlySpan<char> Text() =>
            Kind == JsonTokenType.String && !_reader.ValueIsEscaped && Utf8.IsValid(_reader.ValueSpan) ? Encoding.UTF8.GetString(_reader.ValueSpan) : default;

        public readonly bool IsNamed(ReadOnlySpan<byte> name) => _name.SequenceEqual(name);

        public bool NextMember()
        {
            if (!_open || (_atValue && !Skip()) || !Read() || _reader.TokenType != JsonTokenType.PropertyName)
                return _open = false;
            _name = _reader.ValueSpan;
            _atValue = Read();
            Kind = _atValue ? _reader.TokenType : JsonTokenType.None;
            _open = _atValue;
            return true;
        }

        private bool Read()
        {
            try
            {
                return _reader.Read();
            }
            catch (JsonException)
            {
                return false;
            }
        }

        private bool Skip()
        {
            try
            {
                return _reader.TrySkip();
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}
