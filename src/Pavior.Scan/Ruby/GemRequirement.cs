using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Ruby;

/// <summary>Gem::Requirement: comparisons of which all must hold, joined by commas; <c>~&gt; 1.2.3</c> is from 1.2.3 on before every 1.3.</summary>
internal static class GemRequirement
{
    private static readonly VersionOrder Order = GemVersionOrder.Instance;

    /// <exception cref="ParseException">It is no such requirement.</exception>
    public static VersionRange Parse(string text, string path)
    {
        var reader = new RangeReader(text, path);
        var range = VersionRange.All;
        reader.SkipBlanks();
        if (reader.AtEnd)
            return range;
        do
        {
            reader.SkipBlanks();
            reader.CountTerm();
            range = range.Intersect(Order, Comparison(ref reader));
            reader.SkipBlanks();
        }
        while (reader.Take(','));
        return reader.AtEnd ? range : throw reader.Expected("a comma or the end");
    }

    private static VersionRange Comparison(scoped ref RangeReader reader)
    {
        var isPessimistic = reader.Take("~>");
        var comparator = isPessimistic ? "~>" : PlainRange.TakeComparator(ref reader);
        reader.SkipBlanks();
        var version = reader.TakeUntil(",").ToString();
        if (version.Length == 0 || !Order.IsValid(version))
            throw reader.Expected("a version");
        return isPessimistic ? new VersionRange([VersionInterval.Between(version, Ceiling(version))]) : PlainRange.Of(Order, comparator, version);
    }

    /// <summary>
    /// Gem::Version#bump: without pre-release and last number, the number before it one higher. The letter behind it comes before
    /// all pre-releases of that version, which stay outside as well.
    /// </summary>
    private static string Ceiling(string version)
    {
        var numbers = new List<string>();
        foreach (var range in version.AsSpan().Split('.'))
        {
            var part = version.AsSpan()[range];
            var digits = DigitRun.LengthAt(part);
            if (digits > 0)
                numbers.Add(part[..digits].ToString());
            if (digits < part.Length)
                break;
        }

        if (numbers.Count > 1)
            numbers.RemoveAt(numbers.Count - 1);
        numbers[^1] = DigitRun.Next(numbers[^1]);
        return $"{string.Join('.', numbers)}.A";
    }
}
