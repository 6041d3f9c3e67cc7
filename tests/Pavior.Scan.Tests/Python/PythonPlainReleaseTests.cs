using Pavior.Scan.Python;
using Xunit;

namespace Pavior.Scan.Tests.Python;

/// <summary>Versions of nothing but numbers are compared unread: they must lie where they would lie if they were read.</summary>
public sealed class PythonPlainReleaseTests
{
    [Theory]
    [InlineData("1.2", "1.2.0", 0)]
    [InlineData("1.02", "1.2", 0)]
    [InlineData("1.10", "1.9", 1)]
    [InlineData("99999999999999999999999", "100000000000000000000000", -1)]
    [InlineData("1.", "1", -1)]
    [InlineData("1..0", "1", -1)]
    [InlineData(".1", "0", -1)]
    [InlineData("", "0", -1)]
    [InlineData("1!0", "2", 1)]
    [InlineData("2rc1", "2", -1)]
    [InlineData("2+local", "2", 1)]
    [InlineData(" v2 ", "2", 0)]
    public void Plain_numbers_lie_where_reading_would_put_them(string left, string right, int order)
    {
        Assert.Equal(order, Math.Sign(PythonVersionOrder.Instance.Compare(left, right)));
        Assert.Equal(-order, Math.Sign(PythonVersionOrder.Instance.Compare(right, left)));
        // A blank in front makes both be read.
        Assert.Equal(order, Math.Sign(PythonVersionOrder.Instance.Compare(" " + left, " " + right)));
    }
}
