using Pavior.Scan.Versions;

namespace Pavior.Scan.Alpine;

/// <summary>Reads an Alpine version part by part.</summary>
internal ref struct AlpineVersionReader(ReadOnlySpan<char> version)
{
    private static readonly string[] Suffixes = ["alpha", "beta", "pre", "rc", "cvs", "svn", "git", "hg", "p"];

    private ReadOnlySpan<char> _rest = version;
    private bool _begun;

    public AlpineVersionPart Part { get; private set; }

    /// <summary>Digits, letter or hash of the part.</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>Rank of the suffix among its kind.</summary>
    public int Suffix { get; private set; }

    /// <summary>Whether the part is the number that the version begins with.</summary>
    public bool IsFirst { get; private set; }

    public void Read()
    {
        IsFirst = !_begun;
        Part = _begun ? Next() : Number();
        _begun = true;
    }

    private AlpineVersionPart Next()
    {
        if (_rest.IsEmpty)
            return AlpineVersionPart.End;
        var isNumber = Part is AlpineVersionPart.Number or AlpineVersionPart.NoDigits;
        var isSuffix = Part is AlpineVersionPart.EarlySuffix or AlpineVersionPart.LateSuffix;
        switch (_rest[0])
        {
            case >= 'a' and <= 'z' when isNumber:
                Value = Take(1);
                return AlpineVersionPart.Letter;
            case >= '0' and <= '9' when isSuffix:
                Value = DigitRun.Take(ref _rest);
                return AlpineVersionPart.SuffixNumber;
            case >= '0' and <= '9' when Part == AlpineVersionPart.Letter:
                return Number();
            case '.' when isNumber:
                Take(1);
                return Number();
            case '_' when isNumber || isSuffix || Part is AlpineVersionPart.Letter or AlpineVersionPart.SuffixNumber:
                return NamedSuffix();
            case '~' when Part is not (AlpineVersionPart.CommitHash or AlpineVersionPart.Revision):
                return Hash();
            case '-' when Part != AlpineVersionPart.Revision && _rest.Length > 1 && _rest[1] == 'r':
                return Revision();
            default:
                return AlpineVersionPart.Unknown;
        }
    }

    private AlpineVersionPart Number()
    {
        Value = DigitRun.Take(ref _rest);
        return Value.IsEmpty ? AlpineVersionPart.NoDigits : AlpineVersionPart.Number;
    }

    private AlpineVersionPart NamedSuffix()
    {
        Take(1);
        var length = 0;
        while (length < _rest.Length && char.IsAsciiLetterLower(_rest[length]))
            length++;
        var name = Take(length);
        for (Suffix = 0; Suffix < Suffixes.Length; Suffix++)
        {
            if (name.SequenceEqual(Suffixes[Suffix]))
                return Suffix < 4 ? AlpineVersionPart.EarlySuffix : AlpineVersionPart.LateSuffix;
        }

        return AlpineVersionPart.Unknown;
    }

    private AlpineVersionPart Hash()
    {
        Take(1);
        var length = 0;
        while (length < _rest.Length && char.IsAsciiHexDigitLower(_rest[length]))
            length++;
        Value = Take(length);
        return length == 0 ? AlpineVersionPart.Unknown : AlpineVersionPart.CommitHash;
    }

    /// <summary>A revision without digits is revision 0, as long as no word begins there.</summary>
    private AlpineVersionPart Revision()
    {
        Take(2);
        Value = DigitRun.Take(ref _rest);
        return Value.IsEmpty && !_rest.IsEmpty && _rest[0] != '-' ? AlpineVersionPart.Unknown : AlpineVersionPart.Revision;
    }

    private ReadOnlySpan<char> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
