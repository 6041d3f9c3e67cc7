using Pavior.Scan.Versions;
using Xunit;

namespace Pavior.Scan.Tests.Versions;

public sealed class ProgramVersionOrderTests
{
    [Theory]
    [InlineData("3.1.7p261", "3.1.7", 1)]
    [InlineData("1.9.3p286", "1.9.3.286", 0)]
    [InlineData("1.9.3p99", "1.9.3p286", -1)]
    [InlineData("6.0_8", "6.0", 1)]
    [InlineData("8.0.0-rc.2", "8.0.0", -1)]
    [InlineData("20.10.0", "20.9.1", 1)]
    [InlineData("1p", "1", -1)]
    public void Patch_levels_come_after_the_version(string left, string right, int expected)
    {
        Assert.Equal(expected, Math.Sign(ProgramVersionOrder.Instance.Compare(left, right)));
        Assert.Equal(-expected, Math.Sign(ProgramVersionOrder.Instance.Compare(right, left)));
    }
}
