using Xunit;

namespace Pavior.Core.Tests;

public sealed class VersionRangeTests
{
    private static readonly VersionOrder Order = new Numbers();

    [Theory]
    [InlineData("[3,5) [1,2] (2,3)", "[1, 5)")]
    [InlineData("[1,2) (2,3]", "[1, 2) or (2, 3]")]
    [InlineData("(,1) [1,]", "(, )")]
    [InlineData("[5,3] (4,4]", "none")]
    [InlineData("[1,9] [2,3]", "[1, 9]")]
    [InlineData("[1,01]", "[1, 01]")]
    public void Intervals_are_sorted_and_those_that_touch_become_one(string intervals, string range) =>
        Assert.Equal(range, Range(intervals).ToString());

    [Theory]
    [InlineData("[1,5) [7,9]", "[2,8)", "[2, 5) or [7, 8)")]
    [InlineData("(,3]", "[3,]", "[3]")]
    [InlineData("(,3)", "[3,]", "none")]
    [InlineData("(,)", "(1,2) (3,4)", "(1, 2) or (3, 4)")]
    public void The_intersection_holds_what_both_hold(string left, string right, string range)
    {
        Assert.Equal(range, Range(left).Intersect(Order, Range(right)).ToString());
        Assert.Equal(range, Range(right).Intersect(Order, Range(left)).ToString());
    }

    [Theory]
    [InlineData("[1,2) (3,4]", "(, 1) or [2, 3] or (4, )")]
    [InlineData("(,1]", "(1, )")]
    [InlineData("(,)", "none")]
    [InlineData("[5,3]", "(, )")]
    [InlineData("[2,2]", "(, 2) or (2, )")]
    public void The_complement_holds_what_the_range_does_not(string range, string complement)
    {
        Assert.Equal(complement, Range(range).Complement(Order).ToString());
        Assert.Equal(Range(range), Range(range).Complement(Order).Complement(Order));
    }

    [Fact]
    public void Every_set_operation_agrees_with_asking_version_by_version()
    {
        var random = new Random(1);
        for (var round = 0; round < 2_000; round++)
        {
            VersionRange left = Random(random), right = Random(random);
            VersionRange union = left.Union(Order, right), common = left.Intersect(Order, right), rest = left.Complement(Order);
            for (var version = 0; version < 12; version++)
            {
                var text = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
                bool inLeft = left.Contains(Order, text), inRight = right.Contains(Order, text);

                Assert.True(
                    (inLeft || inRight, inLeft && inRight, !inLeft) == (union.Contains(Order, text), common.Contains(Order, text), rest.Contains(Order, text)),
                    $"{text} in {left} and {right}");
            }
        }
    }

    private static VersionRange Random(Random random) => VersionRange.Of(Order, Enumerable.Range(0, random.Next(4)).Select(_ => new VersionInterval(
        random.Next(5) == 0 ? null : $"{random.Next(12)}", random.Next(2) == 0, random.Next(5) == 0 ? null : $"{random.Next(12)}", random.Next(2) == 0)
        is var i ? i with { FromIncluded = i.FromIncluded || i.From is null, ToIncluded = i.ToIncluded || i.To is null } : default));

    private static VersionRange Range(string intervals) => VersionRange.Of(Order, intervals.Split(' ').Select(text =>
    {
        var ends = text[1..^1].Split(',');
        return new VersionInterval(
            ends[0].Length == 0 ? null : ends[0],
            text[0] == '[' || ends[0].Length == 0,
            ends[1].Length == 0 ? null : ends[1],
            text[^1] == ']' || ends[1].Length == 0);
    }));

    /// <summary>Whole numbers by value.</summary>
    private sealed class Numbers : VersionOrder
    {
        public override string Id => "numbers";

        public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
            int.Parse(left, System.Globalization.CultureInfo.InvariantCulture).CompareTo(int.Parse(right, System.Globalization.CultureInfo.InvariantCulture));

        public override bool IsValid(ReadOnlySpan<char> version) => int.TryParse(version, out _);
    }
}
