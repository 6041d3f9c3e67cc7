using Pavior.Scan.Versions;

namespace Pavior.Scan.Ruby;

/// <summary>Reads the segments of a gem's version that count; after the last, zeros without end.</summary>
internal ref struct GemVersionReader(ReadOnlySpan<char> version)
{
    private ReadOnlySpan<char> _rest = version;

    /// <summary>Characters left when a number other than zero follows the zeros between here and there.</summary>
    private int _countsDownTo = version.Length + 1;
    private bool _wordSeen;

    /// <summary>Digits or letters; empty for a zero after the end.</summary>
    public ReadOnlySpan<char> Segment { get; private set; }

    public bool IsWord { get; private set; }

    /// <summary>False once there are no more.</summary>
    public bool Read()
    {
        do
        {
            if (!Next())
                return false;
        }
        while (!_wordSeen && IsZeroBeforeWords());
        return true;
    }

    private bool Next()
    {
        Segment = [];
        IsWord = false;
        while (!_rest.IsEmpty)
        {
            var first = _rest[0];
            if (char.IsAsciiDigit(first))
            {
                Segment = DigitRun.Take(ref _rest);
                return true;
            }

            if (char.IsAsciiLetter(first))
                return Word(TakeLetters());
            _rest = _rest[1..];
            if (first == '-')
                return Word("pre");
        }

        return false;
    }

    private bool Word(ReadOnlySpan<char> word)
    {
        Segment = word;
        IsWord = true;
        _wordSeen = true;
        return true;
    }

    /// <summary>Whether this is one of the zeros that end the numbers in front; then all of them are passed over.</summary>
    private bool IsZeroBeforeWords()
    {
        if (!DigitRun.IsZero(Segment) || _rest.Length >= _countsDownTo)
            return false;
        var ahead = this;
        var before = ahead;
        while (ahead.Next() && !ahead.IsWord)
        {
            if (!DigitRun.IsZero(ahead.Segment))
            {
                _countsDownTo = ahead._rest.Length;
                return false;
            }

            before = ahead;
        }

        _rest = before._rest;
        return true;
    }

    private ReadOnlySpan<char> TakeLetters()
    {
        var length = 0;
        while (length < _rest.Length && char.IsAsciiLetter(_rest[length]))
            length++;
        var letters = _rest[..length];
        _rest = _rest[length..];
        return letters;
    }
}
