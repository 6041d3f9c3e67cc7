using System.Buffers;
using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Java;

/// <summary>
/// Maven's ComparableVersion (3.8), without building its lists. Maven contradicts itself where something that is older than nothing
/// hides behind a zero or a list: <c>1-0-alpha</c> is newer than <c>1-sp</c> to it, that newer than <c>1</c>, and that newer than
/// <c>1-0-alpha</c>. Here such a thing is older than <c>1</c>, and older than everything newer.
/// </summary>
internal sealed class MavenVersionOrder : VersionOrder
{
    private static readonly SearchValues<char> NotInVersions = SearchValues.Create(" \t\r\n[](),/\\");

    public static MavenVersionOrder Instance { get; } = new();

    public override string Id => "maven";

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var a = new MavenVersionReader(left.Trim());
        var b = new MavenVersionReader(right.Trim());
        while (true)
        {
            a.Read();
            b.Read();
            if (a.Rank != b.Rank)
                return a.Rank < b.Rank ? -1 : 1;
            var order = a.Rank switch
            {
                MavenVersionRank.Number => DigitRun.Compare(a.Item, b.Item),
                MavenVersionRank.OtherQualifier => VersionText.CompareLower(a.Item, b.Item),
                _ => 0,
            };
            if (order != 0 || a.Rank == MavenVersionRank.End)
                return order;
        }
    }

    public override bool IsValid(ReadOnlySpan<char> version) => !version.IsEmpty && !version.ContainsAny(NotInVersions);
}
