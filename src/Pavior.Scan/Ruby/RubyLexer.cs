using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pavior.Scan.Ruby;

/// <summary>Splits Ruby source into the tokens a specification consists of. What it does not know becomes a symbol, one character long.</summary>
internal ref struct RubyLexer(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<char> CodePointDigits = SearchValues.Create("0123456789abcdefABCDEF \t");

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private int _line = 1;

    public RubyTokenKind Kind { get; private set; }

    /// <summary>The word, the symbol, or what a string literal says.</summary>
    public string Text { get; private set; } = "";

    /// <summary>One-based line of the token.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Goes on to the next token; false at the end of the text.</summary>
    public bool MoveNext()
    {
        SkipBlank();
        Line = _line;
        if (_at >= _text.Length)
        {
            Kind = RubyTokenKind.End;
            Text = "";
            return false;
        }

        var c = _text[_at];
        if (IsWordStart(c))
            Word();
        else if (c is '"' or '\'')
            Quoted(c, c, interpolates: c == '"', start: _at + 1);
        else if (c == '%' && PercentLiteral())
            return true;
        else
            Symbol();
        return true;
    }

    private static bool IsWordStart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '@' or '$';

    private void SkipBlank()
    {
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c == '#')
            {
                var end = _text[_at..].IndexOf('\n');
                _at = end < 0 ? _text.Length : _at + end;
            }
            else if (c is ' ' or '\t' or '\r' || (c == '\\' && _at + 1 < _text.Length && _text[_at + 1] == '\n'))
                _at++;
            else
                return;
        }
    }

    private void Word()
    {
        var start = _at;
        while (_at < _text.Length && (IsWordStart(_text[_at]) || _text[_at] is '?' or '!'))
            _at++;
        Kind = RubyTokenKind.Word;
        Text = _text[start.._at].ToString();
    }

    private void Symbol()
    {
        var c = _text[_at++];
        if (c == '\n')
            _line++;
        Kind = c == '\n' ? RubyTokenKind.LineEnd : RubyTokenKind.Symbol;
        Text = c.ToString();
    }

    /// <summary><c>%q&lt;…&gt;</c>, <c>%Q{…}</c>, <c>%{…}</c>, <c>%w[…]</c>.</summary>
    private bool PercentLiteral()
    {
        var at = _at + 1;
        var letter = at < _text.Length && _text[at] is 'q' or 'Q' or 'w' or 'W' ? _text[at++] : 'Q';
        if (at >= _text.Length || char.IsAsciiLetterOrDigit(_text[at]) || char.IsWhiteSpace(_text[at]) || _text[at] == '=')
            return false;
        var open = _text[at];
        var close = open switch { '<' => '>', '{' => '}', '[' => ']', '(' => ')', _ => open };
        Quoted(open, close, interpolates: letter is 'Q' or 'W', start: at + 1);
        if (letter is 'w' or 'W' && Kind == RubyTokenKind.Text)
            Kind = RubyTokenKind.Words;
        return true;
    }

    private void Quoted(char open, char close, bool interpolates, int start)
    {
        var value = new StringBuilder();
        var depth = 1;
        var computed = false;
        _at = start;
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            if (c == '\n')
                _line++;
            if (c == '\\' && _at < _text.Length)
            {
                Escape(value, interpolates, open, close);
                continue;
            }

            if (c == close && --depth == 0)
                break;
            if (c == open && open != close)
                depth++;
            computed |= interpolates && c == '#' && _at < _text.Length && _text[_at] == '{';
            value.Append(c);
        }

        Kind = computed || depth > 0 ? RubyTokenKind.ComputedText : RubyTokenKind.Text;
        Text = value.ToString();
    }

    private void Escape(StringBuilder value, bool interpolates, char open, char close)
    {
        var c = _text[_at++];
        if (c == '\\' || c == open || c == close)
            value.Append(c);
        else if (!interpolates)
            value.Append('\\').Append(c);
        else if (c == 'u')
            CodePoints(value);
        else
            value.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'e' => '\u001B', 's' => ' ', _ => c });
    }

    /// <summary><c>\u00E9</c> or <c>\u{1F600 1F601}</c>, as RubyGems writes names with letters beyond ASCII.</summary>
    private void CodePoints(StringBuilder value)
    {
        var rest = _text[_at..];

        // Braces hold digits and spaces, so that the search for their end stops early where there is none.
        var end = rest.StartsWith("{") ? rest[1..].IndexOfAnyExcept(CodePointDigits) + 1 : Math.Min(4, rest.Length);
        if (rest.StartsWith("{") && (end == 0 || rest[end] != '}'))
            return;
        var digits = rest.StartsWith("{") ? rest[1..end] : rest[..end];
        _at += rest.StartsWith("{") ? end + 1 : end;
        foreach (var range in digits.Split(' '))
        {
            if (uint.TryParse(digits[range], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code))
                value.Append(new Rune(code).ToString());
        }
    }
}
