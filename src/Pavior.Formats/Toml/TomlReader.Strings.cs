using System.Buffers;
using System.Globalization;
using System.Text;
using Pavior.Core;

namespace Pavior.Formats.Toml;

/// <content>The four notations of strings.</content>
internal ref partial struct TomlReader
{
    /// <summary>All control characters but the tab.</summary>
    private const string ControlCharacters =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\n\u000B\f\r\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\u007F";

    private static readonly SearchValues<byte> Control = SearchValues.Create(Encoding.ASCII.GetBytes(ControlCharacters));
    private static readonly SearchValues<byte> BasicStop = SearchValues.Create(Encoding.ASCII.GetBytes(ControlCharacters + "\"\\"));
    private static readonly SearchValues<byte> LiteralStop = SearchValues.Create(Encoding.ASCII.GetBytes(ControlCharacters + "'"));

    private string BasicString()
    {
        _at++;
        var start = _at;
        SkipUntil(BasicStop);
        if (Peek == '"')
            return _texts.Get(_text[start.._at++]);

        var text = new StringBuilder(Encoding.UTF8.GetString(_text[start.._at]));
        while (true)
        {
            switch (Peek)
            {
                case (byte)'"':
                    _at++;
                    return text.ToString();
                case (byte)'\\':
                    Escape(text);
                    break;
                default:
                    throw Expected("'\"' at the end of a string");
            }

            AppendUntil(BasicStop, text);
        }
    }

    private string LiteralString()
    {
        _at++;
        var start = _at;
        SkipUntil(LiteralStop);
        if (Peek != '\'')
            throw Expected("\"'\" at the end of a string");
        return _texts.Get(_text[start.._at++]);
    }

    private string MultilineBasicString()
    {
        var text = OpenMultiline();
        while (true)
        {
            AppendUntil(BasicStop, text);
            switch (Peek)
            {
                case (byte)'"':
                    if (Quotes((byte)'"', text))
                        return text.ToString();
                    break;
                case (byte)'\\':
                    if (!SkipLineContinuation())
                        Escape(text);
                    break;
                default:
                    LineEndInString(text, "'\"\"\"'");
                    break;
            }
        }
    }

    private string MultilineLiteralString()
    {
        var text = OpenMultiline();
        while (true)
        {
            AppendUntil(LiteralStop, text);
            if (Peek != '\'')
                LineEndInString(text, "\"'''\"");
            else if (Quotes((byte)'\'', text))
                return text.ToString();
        }
    }

    /// <summary>Takes the three quotes and a line end right behind them, which does not belong to the text.</summary>
    private StringBuilder OpenMultiline()
    {
        _at += 3;
        if (Peek == '\n' || (Peek == '\r' && PeekAt(1) == '\n'))
            TakeLineEnd();
        return new StringBuilder();
    }

    /// <summary>One or two quotes are text; three end the string, and one or two more before them are text.</summary>
    private bool Quotes(byte quote, StringBuilder text)
    {
        var count = 0;
        while (count < 5 && PeekAt(count) == quote)
            count++;
        _at += count;
        text.Append((char)quote, count >= 3 ? count - 3 : count);
        return count >= 3;
    }

    private void LineEndInString(StringBuilder text, string closing)
    {
        if (Peek != '\n' && !(Peek == '\r' && PeekAt(1) == '\n'))
            throw Expected($"{closing} at the end of a string");
        TakeLineEnd();
        text.Append('\n');
    }

    /// <summary>A backslash at the end of a line swallows all white space up to the next character.</summary>
    private bool SkipLineContinuation()
    {
        var ahead = 1;
        while (PeekAt(ahead) is (byte)' ' or (byte)'\t')
            ahead++;
        if (PeekAt(ahead) != '\n' && !(PeekAt(ahead) == '\r' && PeekAt(ahead + 1) == '\n'))
            return false;
        _at += ahead;
        while (true)
        {
            SkipSpaces();
            if (Peek != '\n' && !(Peek == '\r' && PeekAt(1) == '\n'))
                return true;
            TakeLineEnd();
        }
    }

    private void Escape(StringBuilder text)
    {
        switch (PeekAt(1))
        {
            case (byte)'b': Append(text, '\b'); break;
            case (byte)'t': Append(text, '\t'); break;
            case (byte)'n': Append(text, '\n'); break;
            case (byte)'f': Append(text, '\f'); break;
            case (byte)'r': Append(text, '\r'); break;
            case (byte)'e': Append(text, '\u001B'); break;
            case (byte)'"': Append(text, '"'); break;
            case (byte)'\\': Append(text, '\\'); break;
            case (byte)'x': CodePoint(text, 2); break;
            case (byte)'u': CodePoint(text, 4); break;
            case (byte)'U': CodePoint(text, 8); break;
            default: throw Expected("an escape sequence");
        }
    }

    private void Append(StringBuilder text, char character)
    {
        text.Append(character);
        _at += 2;
    }

    private void CodePoint(StringBuilder text, int digits)
    {
        var hex = _text[Math.Min(_at + 2, _text.Length)..];
        if (hex.Length < digits
            || !uint.TryParse(hex[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || !Rune.IsValid(value))
            throw Expected($"{digits} hexadecimal digits of a Unicode character");
        text.Append(new Rune(value).ToString());
        _at += 2 + digits;
    }

    private void AppendUntil(SearchValues<byte> stop, StringBuilder text)
    {
        var start = _at;
        SkipUntil(stop);
        if (_at > start)
            text.Append(Encoding.UTF8.GetString(_text[start.._at]));
    }

    private void SkipUntil(SearchValues<byte> stop)
    {
        var length = _text[_at..].IndexOfAny(stop);
        if (length < 0)
        {
            _at = _text.Length;
            throw ParseException.AtLine(_path, _line, "the end of a string");
        }

        _at += length;
    }
}
