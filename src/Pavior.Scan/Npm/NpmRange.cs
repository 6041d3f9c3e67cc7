using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Npm;

/// <summary>
/// node-semver's ranges with <c>includePrerelease</c>, as npm audit reads them: <c>^1.2 || ~2.0.1 || 1.x || 1.2.3 - 2.3 || &gt;=1 &lt;2</c>.
/// More lenient in what advisories do: commas between comparisons, a pre-release without hyphen or patch.
/// </summary>
internal static class NpmRange
{
    private static readonly VersionOrder Order = SemanticVersionOrder.Instance;

    /// <exception cref="ParseException">It is no such range.</exception>
    public static VersionRange Parse(string text, string path)
    {
        var reader = new RangeReader(text, path);
        var any = new List<VersionInterval>();
        do
        {
            reader.SkipBlanks();
            any.AddRange(All(ref reader).Intervals);
        }
        while (reader.Take("||"));
        return reader.AtEnd ? VersionRange.Of(Order, any) : throw reader.Expected("a comparison, || or the end");
    }

    /// <summary>Comparisons up to <c>||</c> or the end; none is every version.</summary>
    private static VersionRange All(scoped ref RangeReader reader)
    {
        var range = VersionRange.All;
        while (!reader.AtEnd && reader.Current != '|')
        {
            range = range.Intersect(Order, VersionRange.Of(Order, [Comparison(ref reader)]));
            reader.SkipBlanks();
            if (reader.Take(','))
                reader.SkipBlanks();
        }

        return range;
    }

    private static VersionInterval Comparison(scoped ref RangeReader reader)
    {
        reader.CountTerm();
        var comparator = TakeComparator(ref reader);
        var version = PartialVersion.Read(ref reader);
        if (comparator.Length == 0 && TakeHyphen(ref reader))
            return Hyphen(version, PartialVersion.Read(ref reader));
        return comparator switch
        {
            "^" => Caret(version),
            "~" => Tilde(version),
            "<" or "<=" or ">" or ">=" => Compare(comparator, version),
            _ => Exactly(version),
        };
    }

    private static string TakeComparator(scoped ref RangeReader reader)
    {
        foreach (var comparator in (ReadOnlySpan<string>)["~>", "~", "^", "<=", ">=", "<", ">", "="])
        {
            if (reader.Take(comparator))
                return comparator == "~>" ? "~" : comparator;
        }

        return "";
    }

    /// <summary>A hyphen with blanks on both sides.</summary>
    private static bool TakeHyphen(scoped ref RangeReader reader)
    {
        var rest = reader.Rest;
        var trimmed = rest.TrimStart();
        if (trimmed.Length == rest.Length || trimmed.Length < 2 || trimmed[0] != '-' || !char.IsWhiteSpace(trimmed[1]))
            return false;
        reader.SkipBlanks();
        return reader.Take('-');
    }

    private static VersionInterval Exactly(PartialVersion version) =>
        version.Major is null ? VersionInterval.All
        : version.Minor is null ? VersionInterval.Between(Floor(version), version.NextMajor)
        : version.Patch is null ? VersionInterval.Between(Floor(version), version.NextMinor)
        : VersionInterval.Only(version.Lowest);

    private static VersionInterval Tilde(PartialVersion version) =>
        version.Minor is null || version.Patch is null ? Exactly(version) : VersionInterval.Between(version.Lowest, version.NextMinor);

    private static VersionInterval Caret(PartialVersion version)
    {
        if (version.Major is null || version.Minor is null)
            return Exactly(version);
        var next = version.Major != "0" ? version.NextMajor
            : version.Minor != "0" || version.Patch is null ? version.NextMinor
            : version.NextPatch;
        return VersionInterval.Between(Floor(version), next);
    }

    private static VersionInterval Compare(string comparator, PartialVersion version)
    {
        if (version.Major is null)
            return comparator is "<" or ">" ? VersionInterval.Before("0.0.0-0") : VersionInterval.All;
        if (version.Patch is not null)
        {
            return comparator switch
            {
                "<" => VersionInterval.Before(version.Lowest),
                "<=" => VersionInterval.UpTo(version.Lowest),
                ">" => VersionInterval.After(version.Lowest),
                _ => VersionInterval.Since(version.Lowest),
            };
        }

        var next = version.Minor is null ? version.NextMajor : version.NextMinor;
        return comparator switch
        {
            "<" => VersionInterval.Before(Floor(version)),
            "<=" => VersionInterval.Before(next),
            ">" => VersionInterval.Since(next),
            _ => VersionInterval.Since(Floor(version)),
        };
    }

    private static VersionInterval Hyphen(PartialVersion from, PartialVersion to)
    {
        var start = from.Major is null ? null : from.Prerelease is null ? $"{from.Lowest}-0" : from.Lowest;
        return to.Major is null ? new VersionInterval(start, true, null, true)
            : to.Prerelease is not null ? new VersionInterval(start, true, to.Lowest, true)
            : new VersionInterval(start, true, to.Minor is null ? to.NextMajor : to.Patch is null ? to.NextMinor : to.NextPatch, false);
    }

    /// <summary>Where a number is left out, its pre-releases are meant as well.</summary>
    private static string Floor(PartialVersion version) => version.Patch is null ? $"{version.Lowest}-0" : version.Lowest;
}
