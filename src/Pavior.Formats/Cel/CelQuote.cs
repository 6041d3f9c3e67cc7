using System.Globalization;
using System.Text;

namespace Pavior.Formats.Cel;

/// <summary>Reads one quoted literal: single or tripled quotes, raw or with escapes, text or bytes.</summary>
internal sealed class CelQuote(CelSource source, int start, bool isRaw, bool isBytes)
{
    private readonly string _text = source.Text;
    private readonly StringBuilder _plain = new();
    private readonly List<byte> _bytes = [];
    private int _at = start;

    /// <exception cref="Core.ParseException">It does not end, or has an escape that CEL does not know.</exception>
    public CelValue Read(out int end)
    {
        var quote = _text[_at];
        var triple = _text.AsSpan(_at).StartsWith(new string(quote, 3), StringComparison.Ordinal);
        var closing = new string(quote, triple ? 3 : 1);
        _at += closing.Length;
        while (!_text.AsSpan(Math.Min(_at, _text.Length)).StartsWith(closing, StringComparison.Ordinal))
        {
            if (_at >= _text.Length || (!triple && _text[_at] is '\n' or '\r'))
                throw source.Expected(Math.Min(_at, _text.Length), $"the closing {closing}");
            if (_text[_at] == '\\')
                Escape();
            else
                Take();
        }

        end = _at + closing.Length;
        return isBytes ? CelValue.Of(_bytes.ToArray()) : CelValue.Of(_plain.ToString());
    }

    /// <summary>One character as it stands.</summary>
    private void Take()
    {
        var length = char.IsHighSurrogate(_text[_at]) && _at + 1 < _text.Length && char.IsLowSurrogate(_text[_at + 1]) ? 2 : 1;
        if (isBytes)
            _bytes.AddRange(Encoding.UTF8.GetBytes(_text, _at, length));
        else
            _plain.Append(_text, _at, length);
        _at += length;
    }

    private void Escape()
    {
        if (isRaw)
        {
            // The backslash stays, and so does what it stands before.
            Take();
            if (_at < _text.Length && _text[_at] is '"' or '\'' or '\\')
                Take();
            return;
        }

        var place = _at++;
        var c = _at < _text.Length ? _text[_at] : '\0';
        _at++;
        switch (c)
        {
            case '\\' or '?' or '"' or '\'' or '`':
                Add(c);
                break;
            case 'a': Add('\a'); break;
            case 'b': Add('\b'); break;
            case 'f': Add('\f'); break;
            case 'n': Add('\n'); break;
            case 'r': Add('\r'); break;
            case 't': Add('\t'); break;
            case 'v': Add('\v'); break;
            case 'x' or 'X': Add(Code(place, 2, 16)); break;
            case 'u' when !isBytes: Add(Code(place, 4, 16)); break;
            case 'U' when !isBytes: Add(Code(place, 8, 16)); break;
            case >= '0' and <= '3':
                _at--;
                Add(Code(place, 3, 8));
                break;
            default:
                throw source.Expected(place, "an escape that CEL knows");
        }
    }

    private int Code(int place, int length, int radix)
    {
        long value = 0;
        for (var i = 0; i < length; i++, _at++)
        {
            var digit = _at < _text.Length && char.IsAsciiHexDigit(_text[_at]) ? int.Parse(_text.AsSpan(_at, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : radix;
            if (digit >= radix)
                throw source.Expected(place, $"{length} digits after the backslash");
            value = (value * radix) + digit;
        }

        if (!isBytes && !(value <= int.MaxValue && Rune.IsValid((int)value)))
            throw source.Expected(place, "the number of a character");
        return (int)value;
    }

    private void Add(int code)
    {
        if (isBytes)
            _bytes.Add((byte)code);
        else
            _plain.Append(new Rune(code).ToString());
    }
}
