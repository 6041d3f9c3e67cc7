using Pavior.Core;
using Xunit;

namespace Pavior.Scan.Tests.Versions;

/// <summary>How the ranges of each ecosystem read, and how they are refused.</summary>
public sealed class RangeTests
{
    [Theory]
    [InlineData("npm", "^1.2.3 || ~0.4 || 0.1.x || >=3 <3.2.1-rc.1", "[0.1.0-0, 0.2.0-0) or [0.4.0-0, 0.5.0-0) or [1.2.3, 2.0.0-0) or [3.0.0-0, 3.2.1-rc.1)")]
    [InlineData("npm", "<=1.2 , > 0.5.0", "(0.5.0, 1.3.0-0)")]
    [InlineData("npm", "1.2.3 - 2", "[1.2.3-0, 3.0.0-0)")]
    [InlineData("npm", "<1.0.0 || >=1.0.0", "(, )")]
    [InlineData("npm", "", "(, )")]
    [InlineData("npm", "<0.0.0-0", "(, 0.0.0-0)")]
    [InlineData("gem", "~> 1.2.3, != 1.2.5", "[1.2.3, 1.2.5) or (1.2.5, 1.3.A)")]
    [InlineData("gem", "~> 2.0.rc1", "[2.0.rc1, 3.A)")]
    [InlineData("composer", ">=2.0,<2.3.4|^1.2.3", "[1.2.3-dev, 2.0-dev) or [2.0, 2.3.4)")]
    [InlineData("composer", "~1.2.0 || 3.*, !=3.4", "[1.2.0-dev, 1.3-dev) or [3.0-dev, 3.4) or (3.4, 4.0-dev)")]
    [InlineData("composer", "1.0 - 2.0@beta", "[1.0-dev, 2.1-dev)")]
    [InlineData("nuget", "[1.0,2.0)", "[1.0, 2.0)")]
    [InlineData("nuget", "1.0", "[1.0, )")]
    [InlineData("nuget", "1.2.*", "[1.2.0, )")]
    [InlineData("maven", "[1.0,2.0),(3.0,],4-rc1", "[1.0, 2.0) or (3.0, )")]
    [InlineData("maven", "(,1.0],1.2", "(, 1.0] or [1.2]")]
    [InlineData("pypi", ">=1.0,!=1.3.*,<2", "[1.0, 1.3.dev0) or [1.4.dev0, 2.dev0)")]
    [InlineData("pypi", "~=1.4.5rc1", "[1.4.5rc1, 1.5.dev0)")]
    [InlineData("cargo", "1.2", "[1.2.0, 2.0.0-0)")]
    [InlineData("cargo", ">=0.2.1, <0.3, 0.2.*", "[0.2.1, 0.3.0-0)")]
    [InlineData("deb", "< 2:1.4-3", "(, 2:1.4-3)")]
    [InlineData("rpm", ">= 0:1.0, < 0:1.4-3.el9 || = 2", "[0:1.0, 0:1.4-3.el9) or [2]")]
    public void A_range_reads_as_intervals(string type, string range, string intervals) =>
        Assert.Equal(intervals, RangeOracleTests.Parse(type, range).ToString());

    [Theory]
    [InlineData("npm", ">=1.0.0 <latest", "a.json, byte 9: expected a version in the range \">=1.0.0 <latest\"")]
    [InlineData("npm", "1.0.0 | 2", "a.json, byte 6: expected a comparison, || or the end in the range \"1.0.0 | 2\"")]
    [InlineData("npm", "1.x.2", "a.json, byte 5: expected no number behind a placeholder in the range \"1.x.2\"")]
    [InlineData("gem", "~> x", "a.json, byte 4: expected a version in the range \"~> x\"")]
    [InlineData("composer", "~>1.0", "a.json, byte 0: expected ~ and not ~> in the range \"~>1.0\"")]
    [InlineData("nuget", "[1.0", "a.json, byte 4: expected a closing bracket in the range \"[1.0\"")]
    [InlineData("nuget", "[2.0,1.0]", "a.json, byte 9: expected an interval that ends after it begins in the range \"[2.0,1.0]\"")]
    [InlineData("maven", "[1.0,2.0", "a.json, byte 8: expected a closing bracket in the range \"[1.0,2.0\"")]
    [InlineData("pypi", "1.0", "a.json, byte 0: expected a comparison in the range \"1.0\"")]
    [InlineData("pypi", "~=1", "a.json, byte 3: expected a version of two numbers or more in the range \"~=1\"")]
    [InlineData("cargo", ">=1 <2", "a.json, byte 4: expected a comma or the end in the range \">=1 <2\"")]
    [InlineData("deb", "<", "a.json, byte 1: expected a version in the range \"<\"")]
    public void A_broken_range_is_refused_with_its_place(string type, string range, string complaint) =>
        Assert.Equal(complaint, Assert.Throws<ParseException>(() => RangeOracleTests.Parse(type, range)).Message);

    [Theory]
    [InlineData("npm", "<1.0.0 || ", "a.json: a range of more than 500 comparisons")]
    [InlineData("gem", "!= 1,", "a.json: a range of more than 500 comparisons")]
    [InlineData("pypi", "!=1,", "a.json: a range of more than 500 comparisons")]
    [InlineData("maven", "[1,2],", "a.json: a range of more than 500 comparisons")]
    [InlineData("composer", "!=1 ", "a.json: a range of more than 500 comparisons")]
    [InlineData("cargo", "<1,", "a.json: a range of more than 500 comparisons")]
    [InlineData("rpm", "<1,", "a.json: a range of more than 500 comparisons")]
    [InlineData("nuget", "1.0.0-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a.json: a range of 28200 characters; at most 16384")]
    public void A_range_without_end_reaches_a_limit(string type, string part, string complaint)
    {
        var range = string.Concat(Enumerable.Repeat(part, 600));

        Assert.Equal(complaint, Assert.Throws<ParseException>(() => RangeOracleTests.Parse(type, range)).Message);
    }
}
