using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Rust;

/// <summary>
/// Cargo's version requirements, all of those joined by commas: <c>^1.2</c>, which a bare version means as well, <c>~1.2.3</c>,
/// <c>1.*</c>, <c>=1.2</c>, <c>&gt;=1, &lt;2</c>. Unlike Cargo's resolver this takes pre-releases for what they are, versions between others;
/// those of the first version outside stay outside.
/// </summary>
internal static class CargoRange
{
    private static readonly VersionOrder Order = SemanticVersionOrder.Instance;

    /// <exception cref="ParseException">It is no such requirement.</exception>
    public static VersionRange Parse(string text, string path)
    {
        var reader = new RangeReader(text, path);
        var range = VersionRange.All;
        do
        {
            reader.SkipBlanks();
            reader.CountTerm();
            range = range.Intersect(Order, VersionRange.Of(Order, [Comparison(ref reader)]));
            reader.SkipBlanks();
        }
        while (reader.Take(','));
        return reader.AtEnd ? range : throw reader.Expected("a comma or the end");
    }

    private static VersionInterval Comparison(scoped ref RangeReader reader)
    {
        var comparator = TakeComparator(ref reader);
        reader.SkipBlanks();
        var isWild = reader.Rest.ContainsAny('*', 'x', 'X');
        var version = PartialVersion.Read(ref reader);
        if (version.Major is null)
            return comparator.Length == 0 ? VersionInterval.All : throw reader.Expected("a number behind the comparison");
        return comparator switch
        {
            "" when isWild && version.Patch is null => Exactly(version),
            "" or "^" => Caret(version),
            "~" => version.Minor is null ? Exactly(version) : VersionInterval.Between(version.Lowest, version.NextMinor),
            "=" => Exactly(version),
            "<" => VersionInterval.Before(version.Lowest),
            ">=" => VersionInterval.Since(version.Lowest),
            "<=" => version.Patch is null ? VersionInterval.Before(Next(version)) : VersionInterval.UpTo(version.Lowest),
            _ => version.Patch is null ? VersionInterval.Since(Next(version)[..^"-0".Length]) : VersionInterval.After(version.Lowest),
        };
    }

    private static string TakeComparator(scoped ref RangeReader reader)
    {
        foreach (var comparator in (ReadOnlySpan<string>)["^", "~", "<=", ">=", "<", ">", "="])
        {
            if (reader.Take(comparator))
                return comparator;
        }

        return "";
    }

    private static VersionInterval Exactly(PartialVersion version) =>
        version.Patch is null ? VersionInterval.Between(version.Lowest, Next(version)) : VersionInterval.Only(version.Lowest);

    private static VersionInterval Caret(PartialVersion version)
    {
        var next = version.Major != "0" || version.Minor is null ? version.NextMajor
            : version.Minor != "0" || version.Patch is null ? version.NextMinor
            : version.NextPatch;
        return VersionInterval.Between(version.Lowest, next);
    }

    private static string Next(PartialVersion version) => version.Minor is null ? version.NextMajor : version.NextMinor;
}
