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
}
