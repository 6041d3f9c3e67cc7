using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Php;

/// <summary>
/// Composer's version constraints: <c>^1.2 || ~2.0.1, !=2.0.3 | 1.0.* | 1.0 - 2.0 | &gt;=1,&lt;2</c>. Comparisons name the version that they name:
/// Composer itself counts the pre-releases of the version behind <c>&lt;</c> and <c>&gt;=</c> to what follows, an advisory's fix does not.
/// </summary>
internal static class ComposerRange
{
    private static readonly VersionOrder Order = ComposerVersionOrder.Instance;

    /// <exception cref="ParseException">It is no such constraint.</exception>
    public static VersionRange Parse(string text, string path)
    {
        var reader = new RangeReader(text, path);
        var any = new List<VersionInterval>();
        do
        {
            any.AddRange(All(ref reader).Intervals);
            if (reader.Take('|'))
                reader.Take('|');
            else if (reader.AtEnd)
                return VersionRange.Of(Order, any);
        }
        while (true);
    }

    private static VersionRange All(scoped ref RangeReader reader)
    {
        reader.SkipBlanks();
        var range = VersionRange.All;
        do
        {
            range = range.Intersect(Order, Constraint(ref reader));
            reader.SkipBlanks();
            if (reader.Take(','))
                reader.SkipBlanks();
        }
        while (!reader.AtEnd && reader.Current != '|');
        return range;
    }

    private static VersionRange Constraint(scoped ref RangeReader reader)
    {
        reader.CountTerm();
        var comparator = TakeComparator(ref reader);
        reader.SkipBlanks();
        var word = TakeVersion(ref reader);
        if (comparator.Length == 0 && TakeHyphen(ref reader))
            return Range(Hyphen(Numbers(word, reader), word, TakeVersion(ref reader), reader));
        if (comparator is "" or "=" && IsAny(word))
            return VersionRange.All;
        if (comparator is "" && Wildcard(word) is { } wildcard)
            return Range(wildcard);
        return comparator switch
        {
            "^" => Range(Caret(Numbers(word, reader), word)),
            "~" => Range(Tilde(Numbers(word, reader), word)),
            _ => PlainRange.Of(Order, comparator.Length == 0 ? "=" : comparator, Order.IsValid(word) ? word : throw reader.Expected("a version")),
        };
    }

    private static VersionRange Range(VersionInterval interval) => VersionRange.Of(Order, [interval]);

    private static string TakeComparator(scoped ref RangeReader reader)
    {
        if (reader.Rest.StartsWith("~>"))
            throw reader.Expected("~ and not ~>");
        foreach (var comparator in (ReadOnlySpan<string>)["<>", "!=", ">=", "<=", "==", ">", "<", "=", "~", "^"])
        {
            if (reader.Take(comparator))
                return comparator switch { "<>" => "!=", "==" => "=", _ => comparator };
        }

        return "";
    }

    /// <summary>A version without alias, stability flag and the commit of a branch.</summary>
    private static string TakeVersion(scoped ref RangeReader reader)
    {
        var word = reader.TakeUntil(",|");
        var hash = word.IndexOf('#');
        if (hash > 0)
            word = word[..hash];
        var at = word.LastIndexOf('@');
        if (at >= 0 && ComposerVersionText.IsStability(word[(at + 1)..]))
            word = at == 0 ? "*" : word[..at];
        if (word.IsEmpty)
            throw reader.Expected("a version");
        SkipAlias(ref reader);
        return word.ToString();
    }

    private static void SkipAlias(scoped ref RangeReader reader)
    {
        if (!reader.Rest.TrimStart(' ').StartsWith("as ") || reader.Current != ' ')
            return;
        reader.SkipBlanks();
        reader.Take("as");
        reader.SkipBlanks();
        if (reader.TakeUntil(",|").IsEmpty)
            throw reader.Expected("an alias");
    }

    private static bool TakeHyphen(scoped ref RangeReader reader)
    {
        var rest = reader.Rest.TrimStart(' ');
        if (reader.Current != ' ' || !rest.StartsWith("- "))
            return false;
        reader.SkipBlanks();
        reader.Take('-');
        reader.SkipBlanks();
        return true;
    }

    private static bool IsAny(string word)
    {
        var text = word.AsSpan();
        if (text[0] is 'v' or 'V')
            text = text[1..];
        foreach (var range in text.Split('.'))
        {
            if (text[range] is not ("x" or "X" or "*"))
                return false;
        }

        return true;
    }

    /// <summary><c>1.2.*</c>: from the first development version of 1.2 to before that of 1.3.</summary>
    private static VersionInterval? Wildcard(string word)
    {
        var end = word.Length;
        while (end > 2 && word[end - 1] is 'x' or 'X' or '*' && word[end - 2] == '.')
            end -= 2;
        if (end == word.Length || ComposerNumbers.TryRead(word.AsSpan(0, end)) is not { HasSuffix: false, Count: <= 3 } numbers)
            return null;
        return VersionInterval.Between(numbers.At(numbers.Count), numbers.Next(numbers.Count));
    }

    private static VersionInterval Tilde(ComposerNumbers numbers, string word) =>
        VersionInterval.Between(Floor(numbers, word), numbers.Next(Math.Max(1, numbers.Count - (numbers.IsBranch ? 0 : 1))));

    private static VersionInterval Caret(ComposerNumbers numbers, string word)
    {
        var place = !numbers.IsZero(1) || numbers.Count < 2 ? 1 : !numbers.IsZero(2) || numbers.Count < 3 ? 2 : 3;
        return VersionInterval.Between(Floor(numbers, word), numbers.Next(place));
    }

    private static VersionInterval Hyphen(ComposerNumbers from, string fromWord, string toWord, RangeReader reader)
    {
        var to = Numbers(toWord, reader);
        return (to.Count >= 3 || to.HasSuffix)
            ? new VersionInterval(Floor(from, fromWord), true, toWord, true)
            : VersionInterval.Between(Floor(from, fromWord), to.Next(to.Count));
    }

    /// <summary>Without a stability, the pre-releases of the version are meant as well.</summary>
    private static string Floor(ComposerNumbers numbers, string word) => numbers.HasSuffix ? word : numbers.At(numbers.Count);

    private static ComposerNumbers Numbers(string word, RangeReader reader) =>
        ComposerNumbers.TryRead(ComposerVersionText.Clean(word)) ?? throw reader.Expected("a version of one to four numbers");
}
