using Pavior.Core;

namespace Pavior.Scan.Versions;

/// <summary>A place in a range expression, and what all of their grammars have in common.</summary>
internal ref struct RangeReader
{
    /// <summary>Characters of a range expression.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>Comparisons in one range expression.</summary>
    public const int MaxTerms = 500;

    private readonly ReadOnlySpan<char> _text;
    private readonly string _path;
    private int _at;
    private int _terms;

    /// <param name="text">The expression.</param>
    /// <param name="path">What it stands in, for messages.</param>
    public RangeReader(string text, string path)
    {
        if (text.Length > MaxLength)
            throw ParseException.Limit(path, $"a range of {text.Length} characters; at most {MaxLength}");
        _text = text;
        _path = path;
    }

    public readonly bool AtEnd => _at == _text.Length;

    /// <summary>The next character; a NUL at the end.</summary>
    public readonly char Current => AtEnd ? '\0' : _text[_at];

    public readonly ReadOnlySpan<char> Rest => _text[_at..];

    /// <summary>Passes over blanks.</summary>
    public void SkipBlanks()
    {
        while (!AtEnd && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    public bool Take(char letter)
    {
        if (Current != letter || AtEnd)
            return false;
        _at++;
        return true;
    }

    public bool Take(string word)
    {
        if (!Rest.StartsWith(word))
            return false;
        _at += word.Length;
        return true;
    }

    /// <summary>Everything up to a blank, the end or one of these.</summary>
    public ReadOnlySpan<char> TakeUntil(string stops)
    {
        var start = _at;
        while (!AtEnd && !char.IsWhiteSpace(_text[_at]) && !stops.Contains(_text[_at], StringComparison.Ordinal))
            _at++;
        return _text[start.._at];
    }

    public ReadOnlySpan<char> TakeDigits()
    {
        var start = _at;
        _at += DigitRun.LengthAt(Rest);
        return _text[start.._at];
    }

    /// <summary>Letters, digits, dots and hyphens, as pre-releases and builds are made of.</summary>
    public ReadOnlySpan<char> TakeIdentifiers()
    {
        var start = _at;
        while (!AtEnd && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '-' or '.'))
            _at++;
        return _text[start.._at];
    }

    /// <summary>Counts a comparison.</summary>
    public void CountTerm()
    {
        if (++_terms > MaxTerms)
            throw ParseException.Limit(_path, $"a range of more than {MaxTerms} comparisons");
    }

    /// <summary>The complaint that something else was expected here.</summary>
    public readonly ParseException Expected(string what) => new(_path, _at, $"{what} in the range \"{Shown()}\"");

    private readonly string Shown() => _text.Length <= 80 ? _text.ToString() : $"{_text[..77]}...";
}
