using System.Globalization;
using System.Text;

namespace Pavior.Formats.Patterns;

/// <summary>A set of characters: ranges, Unicode categories, or all others.</summary>
internal sealed class PatternSet
{
    private readonly List<(int From, int To)> _ranges = [];
    private readonly List<(Func<int, bool> Holds, bool IsNegated)> _tests = [];

    public bool IsNegated { get; set; }

    /// <summary>Upper and lower case are one.</summary>
    public bool IgnoresCase { get; init; }

    public static PatternSet Of(int rune, bool ignoresCase) => new PatternSet { IgnoresCase = ignoresCase }.With(rune, rune);

    /// <summary>Any character; a line end only where asked for.</summary>
    public static PatternSet Any(bool withLineEnd) => withLineEnd ? new PatternSet().With(0, 0x10FFFF) : new PatternSet { IsNegated = true }.With('\n', '\n');

    public PatternSet With(int from, int to)
    {
        _ranges.Add((from, to));
        return this;
    }

    public void Add(Func<int, bool> holds, bool isNegated) => _tests.Add((holds, isNegated));

    public bool Contains(int rune)
    {
        var isIn = Has(rune);
        if (!isIn && IgnoresCase && Rune.IsValid(rune))
        {
            var letter = new Rune(rune);
            isIn = Has(Rune.ToLowerInvariant(letter).Value) || Has(Rune.ToUpperInvariant(letter).Value)
                // Two letters beyond ASCII fold into it: the long s and the sign for kelvin.
                || (rune is 's' or 'S' && Has(0x17F)) || (rune is 'k' or 'K' && Has(0x212A)) || (rune == 0x17F && (Has('s') || Has('S'))) || (rune == 0x212A && (Has('k') || Has('K')));
        }

        return isIn != IsNegated;
    }

    private bool Has(int rune)
    {
        foreach (var (from, to) in _ranges)
        {
            if (rune >= from && rune <= to)
                return true;
        }

        foreach (var (holds, isNegated) in _tests)
        {
            if (holds(rune) != isNegated)
                return true;
        }

        return false;
    }

    /// <summary><c>\d</c>, <c>\s</c>, <c>\w</c> of ASCII, as in RE2; null for any other letter.</summary>
    public static Func<int, bool>? Class(char letter) => letter switch
    {
        'd' => static r => r is >= '0' and <= '9',
        's' => static r => r is ' ' or '\t' or '\n' or '\f' or '\r',
        'w' => static r => r is '_' || (r < 128 && char.IsAsciiLetterOrDigit((char)r)),
        _ => null,
    };

    /// <summary><c>[[:alpha:]]</c>; null for a name that there is none of.</summary>
    public static Func<int, bool>? Named(string name) => name switch
    {
        "alnum" => static r => r < 128 && char.IsAsciiLetterOrDigit((char)r),
        "alpha" => static r => r < 128 && char.IsAsciiLetter((char)r),
        "ascii" => static r => r < 128,
        "blank" => static r => r is ' ' or '\t',
        "cntrl" => static r => r is < 32 or 127,
        "digit" => static r => r is >= '0' and <= '9',
        "graph" => static r => r is > 32 and < 127,
        "lower" => static r => r is >= 'a' and <= 'z',
        "print" => static r => r is >= 32 and < 127,
        "punct" => static r => r is > 32 and < 127 && !char.IsAsciiLetterOrDigit((char)r),
        "space" => static r => r is ' ' or (>= 9 and <= 13),
        "upper" => static r => r is >= 'A' and <= 'Z',
        "word" => static r => r is '_' || (r < 128 && char.IsAsciiLetterOrDigit((char)r)),
        "xdigit" => static r => r < 128 && char.IsAsciiHexDigit((char)r),
        _ => null,
    };

    /// <summary><c>\pL</c>, <c>\p{Lu}</c>: a general category of Unicode; null for a name that there is none of. Scripts are not known.</summary>
    public static Func<int, bool>? Category(string name)
    {
        if (name == "Any")
            return static _ => true;
        var categories = Enum.GetValues<UnicodeCategory>().Where(c => Short(c).StartsWith(name, StringComparison.Ordinal) && name.Length is 1 or 2).ToHashSet();
        return name.Length is 1 or 2 && categories.Count > 0 ? r => Rune.IsValid(r) && categories.Contains(Rune.GetUnicodeCategory(new Rune(r))) : null;
    }

    private static string Short(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu",
        UnicodeCategory.LowercaseLetter => "Ll",
        UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo",
        UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.EnclosingMark => "Me",
        UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl",
        UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.SpaceSeparator => "Zs",
        UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp",
        UnicodeCategory.Control => "Cc",
        UnicodeCategory.Format => "Cf",
        UnicodeCategory.Surrogate => "Cs",
        UnicodeCategory.PrivateUse => "Co",
        UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd",
        UnicodeCategory.OpenPunctuation => "Ps",
        UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi",
        UnicodeCategory.FinalQuotePunctuation => "Pf",
        UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc",
        UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So",
        _ => "-",
    };
}
