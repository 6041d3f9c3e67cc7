using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Java;

/// <summary>
/// Maven's version ranges: intervals in brackets, any of which will do, joined by commas. A version alone, which is a wish in a POM,
/// is that version in an advisory.
/// </summary>
internal static class MavenRange
{
    private static readonly VersionOrder Order = MavenVersionOrder.Instance;

    /// <exception cref="ParseException">It is no such range.</exception>
    public static VersionRange Parse(string text, string path)
    {
        var reader = new RangeReader(text, path);
        var any = new List<VersionInterval>();
        do
        {
            reader.SkipBlanks();
            any.Add(reader.Current is '[' or '(' ? IntervalNotation.Read(Order, ref reader) : Single(ref reader));
            reader.SkipBlanks();
        }
        while (reader.Take(','));
        return reader.AtEnd ? VersionRange.Of(Order, any) : throw reader.Expected("a comma or the end");
    }

    private static VersionInterval Single(scoped ref RangeReader reader)
    {
        reader.CountTerm();
        var version = reader.TakeUntil(",[]()").ToString();
        return version.Length == 0 ? throw reader.Expected("a version or an opening bracket") : VersionInterval.Only(version);
    }
}
