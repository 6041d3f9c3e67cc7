using Pavior.Scan.Versions;

namespace Pavior.Scan.Php;

/// <summary>Reads a cleaned Composer version item by item, as if it were normalised: <c>1.2b3</c> gives 1, 2, 0, 0, beta, 3.</summary>
internal ref struct ComposerVersionReader
{
    /// <summary>What Composer puts for an x, and for every number that a numeric branch leaves out.</summary>
    private const string Wildcard = "9999999";

    private readonly bool _isBranch;
    private ReadOnlySpan<char> _rest;
    private bool _inNumbers = true;

    /// <summary>Numbers still to come of the four in front.</summary>
    private int _missing;

    public ComposerVersionReader(ReadOnlySpan<char> version)
    {
        if (!version.IsEmpty && version[0] is 'v' or 'V')
            version = version[1..];
        _rest = version;
        _isBranch = ComposerVersionText.IsNumericBranch(version) && !ComposerVersionText.IsClassical(version) && !ComposerVersionText.IsDate(version);
        _missing = !_isBranch && !ComposerVersionText.IsClassical(version) && ComposerVersionText.IsDate(version) ? 0 : 4;
    }

    public ComposerVersionRank Rank { get; private set; }

    /// <summary>Digits of a number, letters of a word that is not known.</summary>
    public ReadOnlySpan<char> Item { get; private set; }

    public void Read()
    {
        if (_inNumbers && ReadNumber())
            return;
        _inNumbers = false;
        if (_missing-- > 0)
            Set(ComposerVersionRank.Number, _isBranch ? Wildcard : "0");
        else
            ReadSuffix();
    }

    private bool ReadNumber()
    {
        if (_rest.IsEmpty || !IsNumberAt(0))
            return false;
        if (char.IsAsciiDigit(_rest[0]))
        {
            Set(ComposerVersionRank.Number, DigitRun.Take(ref _rest));
        }
        else
        {
            Set(ComposerVersionRank.Number, Wildcard);
            _rest = _rest[1..];
        }

        _missing--;
        _inNumbers = _rest.Length > 1 && _rest[0] == '.' && IsNumberAt(1);
        if (_inNumbers)
            _rest = _rest[1..];
        return true;
    }

    private readonly bool IsNumberAt(int at) => char.IsAsciiDigit(_rest[at]) || (_isBranch && _rest[at] is 'x' or 'X' or '*');

    private void ReadSuffix()
    {
        while (!_rest.IsEmpty && !char.IsLetterOrDigit(_rest[0]))
            _rest = _rest[1..];
        if (_rest.IsEmpty)
            Set(ComposerVersionRank.End, []);
        else if (char.IsAsciiDigit(_rest[0]))
            Set(ComposerVersionRank.Number, DigitRun.Take(ref _rest));
        else
            ReadWord();
    }

    private void ReadWord()
    {
        var length = 1;
        while (length < _rest.Length && char.IsLetterOrDigit(_rest[length]) && !char.IsAsciiDigit(_rest[length]))
            length++;
        var word = _rest[..length];
        if (VersionText.Is(word, "stable") || VersionText.Is(word, "stabledev"))
        {
            _rest = [];
            Set(ComposerVersionRank.End, []);
            return;
        }

        if (length > 3 && VersionText.Is(word[^3..], "dev") && RankOf(word[..^3]) != ComposerVersionRank.Unknown)
            word = word[..^3];
        _rest = _rest[word.Length..];
        Set(RankOf(word), word);
    }

    /// <summary>PHP looks at how the word begins.</summary>
    private static ComposerVersionRank RankOf(ReadOnlySpan<char> word)
    {
        if (VersionText.StartsWith(word, "dev"))
            return ComposerVersionRank.Dev;
        if (VersionText.StartsWith(word, "rc"))
            return ComposerVersionRank.ReleaseCandidate;
        return word[0] switch
        {
            'a' or 'A' => ComposerVersionRank.Alpha,
            'b' or 'B' => ComposerVersionRank.Beta,
            'p' or 'P' => ComposerVersionRank.Patch,
            _ => ComposerVersionRank.Unknown,
        };
    }

    private void Set(ComposerVersionRank rank, ReadOnlySpan<char> item)
    {
        Rank = rank;
        Item = item;
    }
}
