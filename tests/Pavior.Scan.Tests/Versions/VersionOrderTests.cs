using Pavior.Core;
using Pavior.Scan.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Versions;

/// <summary>What each order makes of what is special to its ecosystem, from the oldest to the newest.</summary>
public sealed class VersionOrderTests
{
    [Theory]
    [InlineData("deb", "1.0~rc1-1 1.0-1~bpo12+1 1.0-1 1.0-1+b1 1.0-1.1 1.0a-1 1.0+dfsg-1 1.0.1-1 1:0.1")]
    [InlineData("rpm", "1.0~rc1 1.0 1.0-1.el9 1.0-1.el9_2 1.0^20240101 1.0.1 1.01.2 1:0.1-1")]
    [InlineData("alpm", "1.0a 1.0alpha 1.0b 1.0 1.0-1 1.0-2 1.0.a 1.0.1 1.1 1:0.9-1")]
    [InlineData("apk", "1.2_alpha1 1.2_rc1-r3 1.2_rc2 1.2 1.2-r1 1.2-r10 1.2_git20240101 1.2_p1 1.2a 1.2.0 1.2.05 1.2.1 1.10")]
    [InlineData("npm", "latest 1.0.0-0 1.0.0-2 1.0.0-11 1.0.0-alpha 1.0.0-alpha.1 1.0.0-beta 1.0.0 1.0.1 99999999999999999999.0.0")]
    [InlineData("golang", "(devel) 0.0.0-20240101000000-abcdefabcdef 0.1.0 go1.21rc2 1.21.0-rc.3 go1.21 go1.21.1 v1.22.0 2.0.0+incompatible")]
    [InlineData("pypi", "0.1-bulbasaur 1.0.dev1 1.0a1.dev1 1.0a1 1.0a1.post1 1.0b2 1.0rc1 1.0 1.0+cu118 1.0+2 1.0.post1.dev1 1.0.post1 1.0.1 1!0.1")]
    [InlineData("maven", "1-alpha-1 1-beta 1.0-M2 1-rc1 1-SNAPSHOT 1 1-sp 1-jre 1-1 1.1 2.0.0.Final")]
    [InlineData("nuget", "1.0.0-2 1.0.0-11 1.0.0-Alpha 1.0.0-beta 1.0.0 1.0.0.1 1.0.1")]
    [InlineData("gem", "1.0.a 1.0.b1 1.0-java 1.0.rc1 1 1.0.1 1.1")]
    [InlineData("composer", "dev-main 1.0-dev 1.0-alpha2 1.0b1 1.0.0-RC1 1.0 1.0-p1 1.0.1 1.x-dev 2.0 20240101")]
    [InlineData("bitnami", "2.6.0-rc1 2.6.0 2.6.0-1 2.6.0-2 2.6.0-10 2.6.1")]
    [InlineData("pub", "1.0.0-a 1.0.0 1.0.0+1 1.0.0+2 1.0.1")]
    [InlineData("conan", "1.1.1-beta 1.1.1 1.1.1+1 1.1.1a 1.1.1k 1.1.2 cci.20240101")]
    [InlineData("hackage", "1 1.0 1.0.0 1.0.1 1.10")]
    [InlineData("cran", "0.9 0.75 1.0 1.0-1 1.0.2")]
    public void From_the_oldest_to_the_newest(string type, string versions)
    {
        var order = VersionOrders.OfType(type)!;
        var sorted = versions.Split(' ');

        Assert.Equal(
            sorted.Zip(sorted.Skip(1), (a, b) => $"{a} < {b}"),
            sorted.Zip(sorted.Skip(1), (a, b) => $"{a} {(order.Compare(a, b) < 0 ? '<' : order.Compare(a, b) > 0 ? '>' : '=')} {b}"));
    }

    [Theory]
    [InlineData("deb", "1.0-1", "0:1.0-01")]
    [InlineData("rpm", "1.0.α", "0:1.00")]
    [InlineData("apk", "1-r1", "1-r01")]
    [InlineData("npm", "v1.2.3+build", "1.2.3")]
    [InlineData("golang", "go1.21", "1.21.0")]
    [InlineData("golang", "go1.21rc2", "v1.21.0-rc.2")]
    [InlineData("pypi", "1.0.0-ALPHA_1", "v1.0a1")]
    [InlineData("pypi", "1.0-2", "1.0.post2")]
    [InlineData("maven", "1.0.0.Final", "1-ga")]
    [InlineData("maven", "1A1", "1-alpha-1")]
    [InlineData("nuget", "1.0.0-BETA+x", "1.0-beta")]
    [InlineData("gem", "1.0.0.a2", "1.a.2")]
    [InlineData("gem", "1.0-java", "1.0.pre.java")]
    [InlineData("composer", "v1.0.0-beta2", "1.0b.2")]
    [InlineData("composer", "1.0@dev", "1.0.0.0+build")]
    [InlineData("bitnami", "1.21.0-0", "1.21.0")]
    public void Spellings_of_one_version_are_equal(string type, string left, string right) =>
        Assert.Equal(0, VersionOrders.OfType(type)!.Compare(left, right));

    [Theory]
    [InlineData("deb", "1.0-1 2:1.0~rc1+x 1", "a1 1:a 1_0 1.0- :1")]
    [InlineData("rpm", "1.0-1.el9 1:1.0 1~a^b", "- 1/2 1.0-")]
    [InlineData("apk", "1.2.3a_rc1-r4 1_p2 1.2~0a1b-r1 6.6.2p1", "1..2 1_x a 1.2A")]
    [InlineData("npm", "1.2.3 1.2.3-a.b+c v1.2.3", "1.2 1.2.3.4 1.2.3-a..b latest 1.2.3beta")]
    [InlineData("golang", "v1.2.3 1.22 1.22rc1 0.0.0-20240101000000-abcdefabcdef", "(devel) 1.2.3x")]
    [InlineData("pypi", "1.0 1!2.0.post1.dev2+x.1 1.0-1", "1.0-bulbasaur a 1.0+ 1.0+a..b")]
    [InlineData("maven", "1.0-SNAPSHOT x", "[1,2) a/b")]
    [InlineData("nuget", "1 1.2.3.4-a+b 1.0", "1.2.3.4.5 99999999999 a")]
    [InlineData("gem", "1.0.0.rc1 1-java", "a 1..2 1_0")]
    [InlineData("composer", "1 dev-main 1.2.3.4-beta2 20240101 1.x-dev", "1.2.3.4.5 1.0-foo x")]
    public void An_order_knows_what_its_tool_takes_for_a_version(string type, string valid, string invalid)
    {
        var order = VersionOrders.OfType(type)!;

        Assert.Equal(
            (valid, invalid),
            (string.Join(' ', valid.Split(' ').Where(v => order.IsValid(v))), string.Join(' ', invalid.Split(' ').Where(v => !order.IsValid(v)))));
    }

    [Theory]
    [InlineData("AlmaLinux:9", "rpm")]
    [InlineData("Debian", "deb")]
    [InlineData("openSUSE Leap:15.6", "rpm")]
    [InlineData("Packagist:https://packages.example.org", "composer")]
    [InlineData("Wolfi", "apk")]
    [InlineData("GIT", null)]
    [InlineData("Android", null)]
    public void An_ecosystem_has_its_order_with_and_without_release(string ecosystem, string? order) =>
        Assert.Equal(order, VersionOrders.Of(ecosystem)?.Id);

    [Theory]
    [InlineData("rpm", "1.2-3.el9", "1.2", true)]
    [InlineData("rpm", "1.2-3.el9", "1.2-2.el9", false)]
    [InlineData("alpm", "1.2-3", "1.2", true)]
    [InlineData("pypi", "2.0.1+cu118", "2.0.1", true)]
    [InlineData("pypi", "2.0.1+cu118", "2.0.1+a", false)]
    [InlineData("deb", "1.2-3", "1.2", false)]
    [InlineData("composer", "dev-main", "1.2", false)]
    public void What_the_end_of_a_range_leaves_open_does_not_count(string type, string version, string end, bool isIn)
    {
        var order = VersionOrders.OfType(type)!;

        Assert.Equal((isIn, false), (VersionInterval.UpTo(end).Contains(order, version), VersionInterval.Before(end).Contains(order, version)));
    }
}
