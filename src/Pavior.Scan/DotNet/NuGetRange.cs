using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.DotNet;

/// <summary>
/// NuGet's version ranges: one interval in brackets, or a version alone, which is the lowest that will do. A floating version
/// (<c>1.2.*</c>, <c>1.0.0-*</c>) is the lowest that it can stand for.
/// </summary>
internal static class NuGetRange
{
    private static readonly VersionOrder Order = NuGetVersionOrder.Instance;

    /// <exception cref="ParseException">It is no such range.</exception>
    public static VersionRange Parse(string text, string path)
    {
        var reader = new RangeReader(text, path);
        reader.SkipBlanks();
        var interval = reader.Current is '[' or '(' ? Interval(ref reader) : VersionInterval.Since(Version(reader.TakeUntil(""), reader));
        reader.SkipBlanks();
        return reader.AtEnd ? VersionRange.Of(Order, [interval]) : throw reader.Expected("the end");
    }

    private static VersionInterval Interval(scoped ref RangeReader reader)
    {
        var interval = IntervalNotation.Read(Order, ref reader);
        return interval with
        {
            From = interval.From is null ? null : Version(interval.From, reader),
            To = interval.To is null ? null : Version(interval.To, reader),
        };
    }

    private static string Version(ReadOnlySpan<char> text, RangeReader reader)
    {
        var version = text.EndsWith('*') ? Lowest(text[..^1]) : text.ToString();
        return Order.IsValid(version) ? version : throw reader.Expected("a version");
    }

    private static string Lowest(ReadOnlySpan<char> prefix)
    {
        if (prefix.IsEmpty)
            return "0.0";
        return prefix[^1] == '.' && !prefix.Contains('-') ? $"{prefix}0"
            : prefix[^1] is '-' or '.' ? $"{prefix}0"
            : prefix.ToString();
    }
}
