using Pavior.Scan.Registry;
using Xunit;

namespace Pavior.Scan.Tests.Registry;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("nginx", "docker.io/library/nginx:latest")]
    [InlineData("nginx:1.27", "docker.io/library/nginx:1.27")]
    [InlineData("grafana/grafana", "docker.io/grafana/grafana:latest")]
    [InlineData("docker.io/nginx", "docker.io/library/nginx:latest")]
    [InlineData("index.docker.io/library/nginx", "docker.io/library/nginx:latest")]
    [InlineData("localhost/app", "localhost/app:latest")]
    [InlineData("localhost:5000/app:1", "localhost:5000/app:1")]
    [InlineData("registry.example.org/team/app:v1.0_rc-2", "registry.example.org/team/app:v1.0_rc-2")]
    [InlineData("registry.example.org:5000/a/b/c", "registry.example.org:5000/a/b/c:latest")]
    [InlineData("Registry/app", "Registry/app:latest")]
    [InlineData("[2001:db8::1]:5000/app:1", "[2001:db8::1]:5000/app:1")]
    [InlineData("[::1]/app", "[::1]/app:latest")]
    [InlineData("127.0.0.1:5000/app", "127.0.0.1:5000/app:latest")]
    [InlineData("a.b/x__y/z---w.v", "a.b/x__y/z---w.v:latest")]
    [InlineData("app@" + Digest, "docker.io/library/app@" + Digest)]
    [InlineData("app:1@" + Digest, "docker.io/library/app:1@" + Digest)]
    [InlineData("localhost:5000/app@" + Digest, "localhost:5000/app@" + Digest)]
    public void A_reference_is_completed_as_docker_does(string written, string full) =>
        Assert.Equal(full, ImageReference.Parse(written).ToString());

    [Fact]
    public void A_digest_decides_over_a_tag() => Assert.Equal(Digest, ImageReference.Parse("app:1@" + Digest).Identifier);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("https://registry.example.org/app", "it is a URL; write host/repository:tag")]
    [InlineData("Nginx", "the repository contains 'N', and repositories are lower case")]
    [InlineData("registry.example.org/", "the repository is missing")]
    [InlineData("registry.example.org/a//b", "the repository has an empty part")]
    [InlineData("registry.example.org/-a", "\"-a\" in the repository has separators where a letter or digit belongs")]
    [InlineData("registry.example.org/a..b", "\"a..b\" in the repository has separators where a letter or digit belongs")]
    [InlineData("registry.example.org/a___b", "\"a___b\" in the repository has separators where a letter or digit belongs")]
    [InlineData("registry.example.org/a._b", "\"a._b\" in the repository has separators where a letter or digit belongs")]
    [InlineData("registry.example.org/a b", "the repository contains ' '")]
    [InlineData("../etc/passwd", "the registry \"..\" has an empty part")]
    [InlineData("./image.tar", "the registry \".\" has an empty part")]
    [InlineData("app:", "the tag after the colon is empty")]
    [InlineData("app:-1", "the tag \"-1\" starts with '-'")]
    [InlineData("app:a+b", "the tag \"a+b\" contains '+'")]
    [InlineData("app@sha256:12", "\"sha256:12\" after @ is not a digest (sha256: and 64, or sha512: and 128 lower-case hexadecimal digits)")]
    [InlineData("registry.example.org:99999/app", "\"99999\" is not a port of the registry (1 to 65535)")]
    [InlineData("registry.example.org:/app", "\"\" is not a port of the registry (1 to 65535)")]
    [InlineData("reg_istry.example.org/app", "\"reg_istry\" in the registry \"reg_istry.example.org\" is not a host name (letters, digits and inner hyphens)")]
    [InlineData("[::1/app", "\"[::1\" is not an IPv6 address in brackets")]
    [InlineData("[fe80::1%eth0]/app", "\"[fe80::1%eth0]\" is not an IPv6 address in brackets")]
    [InlineData("user:secret@registry.example.org/app", "\"registry.example.org/app\" after @ is not a digest (sha256: and 64, or sha512: and 128 lower-case hexadecimal digits)")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "64 hexadecimal digits are an image id, which registries do not know")]
    public void What_is_wrong_with_a_reference_is_said(string written, string error)
    {
        Assert.False(ImageReference.TryParse(written, out _, out var actual));
        Assert.Equal(error, actual);
    }

    [Fact]
    public void A_name_may_not_be_longer_than_255_characters()
    {
        Assert.True(ImageReference.TryParse("a.b/" + new string('x', 251), out _, out _));
        Assert.False(ImageReference.TryParse("a.b/" + new string('x', 252), out _, out var error));
        Assert.Equal("the name is longer than 255 characters", error);
    }
}
