using System.Globalization;

namespace Pavior.Formats.Cel;

/// <summary>Cuts an expression into words (CEL language definition, "Lexical Specification").</summary>
internal sealed class CelLexer(CelSource source)
{
    private static readonly string[] Symbols =
    [
        "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "-", "+", "*", "/", "%", "?", ":", ",", ".", "(", ")", "[", "]", "{", "}",
    ];

    private readonly string _text = source.Text;
    private int _at;

    /// <exception cref="Core.ParseException">No word of CEL begins here.</exception>
    public CelToken Next()
    {
        SkipBlank();
        if (_at >= _text.Length)
            return new CelToken(CelTokenKind.End, _text.Length, "");
        var c = _text[_at];
        if (c is '"' or '\'' || IsPrefixedQuote())
            return Quoted();
        if (char.IsAsciiLetter(c) || c == '_')
            return Name();
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
            return Number();
        if (c == '`')
            return QuotedName();
        foreach (var symbol in Symbols)
        {
            if (!_text.AsSpan(_at).StartsWith(symbol, StringComparison.Ordinal))
                continue;
            _at += symbol.Length;
            return new CelToken(CelTokenKind.Symbol, _at - symbol.Length, symbol);
        }

        throw source.Expected(_at, $"a word of CEL, not '{Shown(c)}'");
    }

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private static string Shown(char c) => char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : c.ToString();

    private void SkipBlank()
    {
        while (_at < _text.Length)
        {
            if (_text[_at] is ' ' or '\t' or '\r' or '\n' or '\f')
                _at++;
            else if (_text[_at] == '/' && Peek(1) == '/')
                _at = _text.IndexOf('\n', _at) is var end and >= 0 ? end : _text.Length;
            else
                return;
        }
    }

    /// <summary><c>r"</c>, <c>b"</c>, <c>rb"</c>, <c>br"</c>, in either case.</summary>
    private bool IsPrefixedQuote()
    {
        var (first, second, third) = (char.ToLowerInvariant(_text[_at]), char.ToLowerInvariant(Peek(1)), Peek(2));
        return (first is 'r' or 'b' && second is '"' or '\'')
            || ((first, second) is ('r', 'b') or ('b', 'r') && third is '"' or '\'');
    }

    private CelToken Quoted()
    {
        var start = _at;
        var (isRaw, isBytes) = (false, false);
        for (; _text[_at] is not ('"' or '\''); _at++)
        {
            isRaw |= _text[_at] is 'r' or 'R';
            isBytes |= _text[_at] is 'b' or 'B';
        }

        var value = new CelQuote(source, _at, isRaw, isBytes).Read(out _at);
        return new CelToken(CelTokenKind.Literal, start, _text[start.._at], value);
    }

    private CelToken Name()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_'))
            _at++;
        return new CelToken(CelTokenKind.Name, start, _text[start.._at]);
    }

    private CelToken QuotedName()
    {
        var start = _at++;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '.' or '-' or '/' or ' '))
            _at++;
        if (_at >= _text.Length || _text[_at] != '`' || _at == start + 1)
            throw source.Expected(_at, "the closing ` of a field's name");
        return new CelToken(CelTokenKind.QuotedName, start, _text[(start + 1).._at++]);
    }

    private CelToken Number()
    {
        var start = _at;
        if (_text[_at] == '0' && Peek(1) is 'x' or 'X')
            return Hexadecimal();
        var isDouble = false;
        Digits();
        if (_at < _text.Length && _text[_at] == '.' && char.IsAsciiDigit(Peek(1)))
        {
            isDouble = true;
            _at++;
            Digits();
        }

        if (_at < _text.Length && _text[_at] is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            isDouble = true;
            _at += 2;
            Digits();
        }

        var digits = _text.AsSpan(start, _at - start);
        if (isDouble)
            return Ended(new CelToken(CelTokenKind.Literal, start, digits.ToString(), CelValue.Of(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture))));
        return Whole(start, ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);
    }

    private CelToken Hexadecimal()
    {
        var start = _at;
        _at += 2;
        while (_at < _text.Length && char.IsAsciiHexDigit(_text[_at]))
            _at++;
        return Whole(start, ulong.TryParse(_text.AsSpan(start + 2, _at - start - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null);
    }

    /// <summary>A whole number, which a <c>u</c> makes unsigned. Without one it is kept as it is: whether it is too large depends on what stands before it.</summary>
    private CelToken Whole(int start, ulong? number)
    {
        if (number is not { } value)
            throw source.Expected(start, "a whole number of 64 bits");
        if (_at < _text.Length && _text[_at] is 'u' or 'U')
        {
            _at++;
            return Ended(new CelToken(CelTokenKind.Literal, start, _text[start.._at], CelValue.Of(value)));
        }

        return Ended(new CelToken(CelTokenKind.Number, start, _text[start.._at], CelValue.Of(value)));
    }

    /// <summary><c>1foo</c> is no number, and no two words either.</summary>
    private CelToken Ended(CelToken token) =>
        _at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_') ? throw source.Expected(_at, "the end of a number") : token;

    private void Digits()
    {
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
    }
}
