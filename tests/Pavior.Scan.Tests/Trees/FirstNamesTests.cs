using Pavior.Scan.Trees;
using Xunit;

namespace Pavior.Scan.Tests.Trees;

public sealed class FirstNamesTests
{
    [Fact]
    public void The_same_names_are_left_in_whatever_order_they_come()
    {
        string[] names = [.. Enumerable.Range(0, 1_000).Select(i => $"n{i:0000}")];
        for (var seed = 0; seed < 20; seed++)
        {
            var shuffled = (string[])names.Clone();
            new Random(seed).Shuffle(shuffled);
            var first = new FirstNames<int>(7);
            foreach (var name in shuffled)
                first.Add(name, name[^1]);
            Assert.Equal(names[..7].Select(n => (n, (int)n[^1])), first.Sorted());
            Assert.True(first.IsCut);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(7)]
    public void What_fits_is_not_cut(int count)
    {
        var first = new FirstNames<int>(7);
        for (var i = count - 1; i >= 0; i--)
            first.Add($"{i}", i);
        Assert.Equal(Enumerable.Range(0, count), first.Sorted().Select(n => n.What));
        Assert.False(first.IsCut);
    }
}
