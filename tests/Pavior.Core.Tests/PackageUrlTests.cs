using Xunit;

namespace Pavior.Core.Tests;

public sealed class PackageUrlTests
{
    [Theory]
    [InlineData("pkg:deb/debian/libc6@2.36-9%2Bdeb12u9?arch=amd64&distro=debian-12", "libc6", "2.36-9+deb12u9")]
    [InlineData("pkg:npm/%40babel/core@7.0.0", "@babel/core", "7.0.0")]
    [InlineData("pkg:maven/org.slf4j/slf4j-api@2.0.0", "org.slf4j:slf4j-api", "2.0.0")]
    public void A_canonical_url_is_read_and_written_back_unchanged(string text, string name, string version)
    {
        Assert.True(PackageUrl.TryParse(text, out var purl));
        Assert.Equal((name, version, text), (purl.DisplayName, purl.Version, purl.ToString()));
    }

    [Theory]
    [InlineData("pkg:PyPI/Django_Package@1.0", "pkg:pypi/django-package@1.0")]
    [InlineData("pkg://npm/@babel/core@7.0.0", "pkg:npm/%40babel/core@7.0.0")]
    [InlineData("pkg:Git/codeberg.org/Forgejo/forgejo@a72d", "pkg:git/codeberg.org/forgejo/forgejo@a72d")]
    [InlineData("pkg:rpm/fedora/curl@7.50.3-1.fc25?Distro=fedora-25&Arch=i386", "pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25")]
    [InlineData("pkg:golang/google.golang.org/genproto#/googleapis/../api/./", "pkg:golang/google.golang.org/genproto#googleapis/api")]
    [InlineData("pkg:generic/a%2Fb@1%202?x=&y=%26", "pkg:generic/a%2Fb@1%202?y=%26")]
    public void Another_spelling_is_written_back_in_the_canonical_one(string text, string canonical)
    {
        Assert.True(PackageUrl.TryParse(text, out var purl));
        Assert.Equal(canonical, purl.ToString());
        Assert.True(PackageUrl.TryParse(canonical, strict: true, out var again));
        Assert.Equal(purl, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("npm/a@1")]
    [InlineData("pkg:npm")]
    [InlineData("pkg:npm/@1.0")]
    [InlineData("pkg:3d/a@1")]
    [InlineData("pkg:npm/a?=b")]
    [InlineData("pkg:npm/a?b c=d")]
    [InlineData("pkg:npm/a?b=1&b=2")]
    [InlineData("pkg:swift/Alamofire@5.4.3")]
    [InlineData("pkg:vcpkg/boost/asio@1.84.0")]
    [InlineData("pkg:julia/Dates@1.9.0")]
    [InlineData("pkg:cpan/URI::PackageURL")]
    [InlineData("pkg:chrome-extension/dogs")]
    public void What_the_specification_forbids_is_refused(string text) => Assert.False(PackageUrl.TryParse(text, out _));

    [Fact]
    public void Strict_reading_refuses_upper_case_qualifier_keys() =>
        Assert.False(PackageUrl.TryParse("pkg:gem/jruby-launcher@1.1.2?Platform=java", strict: true, out _));

    [Fact]
    public void The_canonical_form_of_anything_is_its_own_canonical_form()
    {
        var random = new Random(42);
        const string Signs = "abZ09./%@?#&=:+~_- \u00e9\u4e2d\ud800\n%2F%40";
        string[] types = ["npm", "deb", "git", "golang", "pypi", "generic", "maven", "mlflow"];
        for (var i = 0; i < 5_000; i++)
        {
            var purl = new PackageUrl(
                types[random.Next(types.Length)], Text(), "n" + Text(), Text(), [new("a", Text()), new("b.c", Text())], Text());
            Assert.True(PackageUrl.TryParse(purl.ToString(), strict: true, out var again), purl.ToString());
            Assert.Equal(purl.ToString(), again.ToString());
        }

        string Text() => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Signs[random.Next(Signs.Length)]));
    }
}
