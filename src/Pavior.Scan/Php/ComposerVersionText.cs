using System.Buffers;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Php;

/// <summary>The shapes that composer/semver's VersionParser::normalize knows.</summary>
internal static class ComposerVersionText
{
    /// <summary>Four digits, six pairs and two tails of three, with a separator before each but the first.</summary>
    private const int MaxDate = 4 + (6 * 3) + (2 * 4);

    private static readonly SearchValues<char> InDates = SearchValues.Create("0123456789.:-");

    /// <summary>Without blanks, alias (<c>1.0 as 2.0</c>), stability flag (<c>@beta</c>) and build (<c>+x</c>).</summary>
    public static ReadOnlySpan<char> Clean(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var blank = text.IndexOf(' ');
        if (blank > 0 && text[blank..].TrimStart(' ').StartsWith("as "))
            text = text[..blank];
        var at = text.LastIndexOf('@');
        if (at >= 0 && IsStability(text[(at + 1)..]))
            text = text[..at];
        if (IsBranch(text))
            return text;
        var plus = text.IndexOf('+');
        return plus > 0 && plus < text.Length - 1 && !text.ContainsAny(" \t,") ? text[..plus] : text;
    }

    /// <summary><c>dev-main</c>, or the bare name of a default branch.</summary>
    public static bool IsBranch(ReadOnlySpan<char> text) =>
        text.StartsWith("dev-", StringComparison.OrdinalIgnoreCase) || text is "master" or "trunk" or "default";

    public static ReadOnlySpan<char> BranchName(ReadOnlySpan<char> branch) =>
        branch.StartsWith("dev-", StringComparison.OrdinalIgnoreCase) ? branch[4..] : branch;

    /// <summary>One to four numbers, the first of at most five digits, and a modifier.</summary>
    public static bool IsClassical(ReadOnlySpan<char> text)
    {
        text = WithoutV(text);
        var first = DigitRun.LengthAt(text);
        if (first is 0 or > 5)
            return false;
        text = text[first..];
        for (var i = 1; i < 4 && TakeDottedNumber(ref text); i++)
        {
        }

        return IsModifier(text);
    }

    /// <summary>A year of four digits, one to six pairs of digits, up to two tails of up to three, separated or not, and a modifier.</summary>
    public static bool IsDate(ReadOnlySpan<char> text)
    {
        text = WithoutV(text);
        var end = text.IndexOfAnyExcept(InDates);
        var date = end < 0 ? text : text[..end];
        date = date.TrimEnd(".:-");
        return IsModifier(text[date.Length..]) && IsBareDate(date);
    }

    /// <summary><c>1.x-dev</c>, <c>2.0.*-dev</c>: the development of a line of versions.</summary>
    public static bool IsNumericBranch(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || !VersionText.Is(text[^3..], "dev"))
            return false;
        text = WithoutV(text[..^3]);
        if (!text.IsEmpty && text[^1] is '.' or '-')
            text = text[..^1];
        var first = DigitRun.LengthAt(text);
        text = text[first..];
        var count = 1;
        while (first > 0 && text.Length > 1 && text[0] == '.' && (text[1] is 'x' or 'X' or '*' || char.IsAsciiDigit(text[1])))
        {
            text = text[(1 + Math.Max(1, DigitRun.LengthAt(text[1..])))..];
            count++;
        }

        return first > 0 && count <= 4 && text.IsEmpty;
    }

    /// <summary><c>[._-]?(stability(numbers)?)?([.-]?dev)?</c> to the end.</summary>
    public static bool IsModifier(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || IsDev(text))
            return true;
        if (text[0] is '.' or '_' or '-')
            text = text[1..];
        var word = 0;
        while (word < text.Length && char.IsAsciiLetter(text[word]))
            word++;
        if (word == 0)
            return text.IsEmpty || IsDev(text);
        if (!IsStabilityWord(text[..word]))
            return IsDev(text) || (word > 3 && word == text.Length && IsDev(text[^3..]) && IsStabilityWord(text[..^3]));
        text = text[word..];
        while (TakeStabilityNumber(ref text))
        {
        }

        return text.IsEmpty || IsDev(text);
    }

    private static bool IsBareDate(ReadOnlySpan<char> date) =>
        date.Length <= MaxDate && DigitRun.LengthAt(date) >= 4 && IsDateRest(date[4..], 0, 0);

    /// <summary>Pairs of digits, then at most two tails, each with or without separator.</summary>
    private static bool IsDateRest(ReadOnlySpan<char> rest, int pairs, int tails)
    {
        if (rest.IsEmpty)
            return pairs > 0;
        if (rest[0] is '.' or ':' or '-')
            rest = rest[1..];
        var digits = DigitRun.LengthAt(rest);
        if (tails == 0 && pairs < 6 && digits >= 2 && IsDateRest(rest[2..], pairs + 1, 0))
            return true;
        for (var length = 1; pairs > 0 && tails < 2 && length <= Math.Min(3, digits); length++)
        {
            if (IsDateRest(rest[length..], pairs, tails + 1))
                return true;
        }

        return false;
    }

    private static bool TakeDottedNumber(scoped ref ReadOnlySpan<char> rest)
    {
        if (rest.Length < 2 || rest[0] != '.' || !char.IsAsciiDigit(rest[1]))
            return false;
        rest = rest[(1 + DigitRun.LengthAt(rest[1..]))..];
        return true;
    }

    private static bool TakeStabilityNumber(scoped ref ReadOnlySpan<char> rest)
    {
        var start = !rest.IsEmpty && rest[0] is '.' or '-' ? 1 : 0;
        var digits = DigitRun.LengthAt(rest[start..]);
        if (digits == 0)
            return false;
        rest = rest[(start + digits)..];
        return true;
    }

    private static bool IsDev(ReadOnlySpan<char> text) => VersionText.Is(!text.IsEmpty && text[0] is '.' or '-' ? text[1..] : text, "dev");

    private static bool IsStabilityWord(ReadOnlySpan<char> word) =>
        VersionText.Is(word, "stable") || VersionText.Is(word, "beta") || VersionText.Is(word, "b") || VersionText.Is(word, "rc")
        || VersionText.Is(word, "alpha") || VersionText.Is(word, "a") || VersionText.Is(word, "patch") || VersionText.Is(word, "pl")
        || VersionText.Is(word, "p");

    /// <summary>A flag that a requirement may carry behind an at sign.</summary>
    public static bool IsStability(ReadOnlySpan<char> word) =>
        VersionText.Is(word, "stable") || VersionText.Is(word, "rc") || VersionText.Is(word, "beta") || VersionText.Is(word, "alpha")
        || VersionText.Is(word, "dev");

    private static ReadOnlySpan<char> WithoutV(ReadOnlySpan<char> text) => !text.IsEmpty && text[0] is 'v' or 'V' ? text[1..] : text;
}
