using Pavior.Core;
using Pavior.Scan.Php;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Php;

public sealed class FriendsOfPhpFeedTests
{
    private const string Brick = """
        title:     "CVE-2024-1: Bricks fall"
        link:      https://hub.example.org/brick/wall/security/advisories/GHSA-aaaa-bbbb-cccc
        cve:       CVE-2024-1
        branches:
            1.0.x:
                time:     ~
                versions: ['>=1.0.0', '<1.1.0']
            1.1.x:
                time:     2024-05-02 08:00:00
                versions: ['>=1.1.0', '<1.1.4']
            2.x:
                time:     2024-05-01 08:00:00
                versions: ['>=2.0.0', '<2.0.3', '!=2.0.1']
        reference: composer://Brick/Wall
        """;

    [Fact]
    public void Branches_are_alternatives_and_those_that_touch_become_one()
    {
        var advisory = Read("brick/wall/2024-05-01.yaml", Brick);

        Assert.Equal("Brick/Wall/2024-05-01", advisory.Id);
        Assert.Equal(["CVE-2024-1", "GHSA-aaaa-bbbb-cccc"], advisory.Aliases);
        Assert.Equal("CVE-2024-1: Bricks fall", advisory.Summary);
        Assert.Equal(new DateTimeOffset(2024, 5, 1, 8, 0, 0, TimeSpan.Zero), advisory.Published);
        var package = Assert.Single(advisory.Affected);
        Assert.Equal("Packagist Brick/Wall [1.0.0, 1.1.4) or [2.0.0, 2.0.1) or (2.0.1, 2.0.3)", $"{package.Ecosystem} {package.Name} {package.Vulnerable}");
    }

    [Theory]
    [InlineData("~")]
    [InlineData("CVE-")]
    public void A_name_that_is_none_is_no_alias(string cve) =>
        Assert.Empty(Read("a.yaml", $"title: x\nlink: https://a.example.org/\ncve: {cve}\nbranches:\n  1.x:\n    versions: ['<1.1']\nreference: composer://a/b\n").Aliases);

    [Theory]
    [InlineData("title: x\nbranches: {}\nreference: composer://a/b\n")]
    [InlineData("title: x\nbranches:\n  1.x:\n    time: ~\nreference: composer://a/b\n")]
    [InlineData("title: x\nbranches:\n  1.x:\n    versions: ['<1.1']\n")]
    [InlineData("title: x\nbranches:\n  1.x:\n    versions: ['soon']\nreference: composer://a/b\n")]
    public void What_says_nothing_of_a_package_is_refused(string text) => Assert.Throws<ParseException>(() => Read("a.yaml", text));

    [Fact]
    public void The_whole_database_is_read()
    {
        var (sink, files, others) = FeedCorpus.ReadArchive<FriendsOfPhpFeed>("advisories/friendsofphp.tar.zst");

        Assert.Equal(1592, files);
        Assert.True(others > 0);
        Assert.Empty(sink.Gaps);
        Assert.Equal(1592, sink.Advisories.Select(a => a.Id).Distinct().Count());
        Assert.All(sink.Advisories, a => Assert.NotEmpty(a.Affected[0].Vulnerable.Intervals));
    }

    private static Advisory Read(string path, string text) => Assert.Single(FeedCorpus.Read(new FriendsOfPhpFeed(), path, text).Advisories);
}
