using Pavior.Core;

namespace Pavior.Scan.Versions;

/// <summary>
/// Comparisons as advisories of any ecosystem write them (GitHub's <c>&gt;= 1.0, &lt; 1.4</c>; distributions' <c>&lt; 2:1.4-3</c>):
/// all of those joined by commas, any of those joined by <c>||</c>; a bare version is that version.
/// </summary>
internal static class PlainRange
{
    /// <exception cref="ParseException">It is no such expression.</exception>
    public static VersionRange Parse(VersionOrder order, string text, string path)
    {
        var reader = new RangeReader(text, path);
        var any = new List<VersionInterval>();
        do
            any.AddRange(All(order, ref reader).Intervals);
        while (reader.Take("||"));
        return reader.AtEnd ? VersionRange.Of(order, any) : throw reader.Expected("a comma, || or the end");
    }

    private static VersionRange All(VersionOrder order, scoped ref RangeReader reader)
    {
        var range = VersionRange.All;
        do
        {
            reader.SkipBlanks();
            range = range.Intersect(order, Comparison(order, ref reader));
            reader.SkipBlanks();
        }
        while (reader.Take(',') || (!reader.AtEnd && reader.Current is '<' or '>' or '=' or '!'));
        return range;
    }

    private static VersionRange Comparison(VersionOrder order, scoped ref RangeReader reader)
    {
        reader.CountTerm();
        if (reader.Take('*'))
            return VersionRange.All;
        var comparator = TakeComparator(ref reader);
        reader.SkipBlanks();
        var version = reader.TakeUntil(",|<>=!").ToString();
        return version.Length == 0 || version[0] is '~' or '^' ? throw reader.Expected("a version") : Of(order, comparator, version);
    }

    /// <summary>One of <c>&lt; &lt;= &gt; &gt;= = == !=</c>, or nothing, which is <c>=</c>.</summary>
    public static string TakeComparator(scoped ref RangeReader reader)
    {
        foreach (var comparator in (ReadOnlySpan<string>)["<=", ">=", "==", "!=", "<", ">", "="])
        {
            if (reader.Take(comparator))
                return comparator == "==" ? "=" : comparator;
        }

        return "=";
    }

    /// <summary>The versions that compare so.</summary>
    public static VersionRange Of(VersionOrder order, string comparator, string version) => comparator == "!="
        ? new VersionRange([VersionInterval.Only(version)]).Complement(order)
        : new VersionRange([comparator switch
        {
            "<" => VersionInterval.Before(version),
            "<=" => VersionInterval.UpTo(version),
            ">" => VersionInterval.After(version),
            ">=" => VersionInterval.Since(version),
            _ => VersionInterval.Only(version),
        }]);
}
