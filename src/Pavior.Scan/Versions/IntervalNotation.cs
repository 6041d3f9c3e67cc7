using Pavior.Core;

namespace Pavior.Scan.Versions;

/// <summary>Intervals in brackets as NuGet and Maven write them: <c>[1.0,2.0)</c>, <c>(,1.0]</c>, <c>[1.0]</c>.</summary>
internal static class IntervalNotation
{
    /// <summary>Reads one interval, whose opening bracket comes next.</summary>
    public static VersionInterval Read(VersionOrder order, scoped ref RangeReader reader)
    {
        reader.CountTerm();
        var fromIncluded = reader.Take('[');
        if (!fromIncluded && !reader.Take('('))
            throw reader.Expected("an opening bracket");
        var from = Version(ref reader);
        var hasTwo = reader.Take(',');
        var to = hasTwo ? Version(ref reader) : from;
        var toIncluded = reader.Take(']');
        if (!toIncluded && !reader.Take(')'))
            throw reader.Expected("a closing bracket");
        if (!hasTwo && (from is null || !fromIncluded || !toIncluded))
            throw reader.Expected("a comma between the brackets");
        var interval = new VersionInterval(from, fromIncluded || from is null, to, toIncluded || to is null);
        return interval.IsEmpty(order) ? throw reader.Expected("an interval that ends after it begins") : interval;
    }

    private static string? Version(scoped ref RangeReader reader)
    {
        reader.SkipBlanks();
        var version = reader.TakeUntil(",[]()");
        var text = version.IsEmpty ? null : version.ToString();
        reader.SkipBlanks();
        return text;
    }
}
