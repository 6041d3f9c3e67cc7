using Pavior.Core;
using Pavior.Scan.Assembly;
using Xunit;

namespace Pavior.Scan.Tests.Assembly;

public sealed class StatedPackagesTests
{
    [Fact]
    public void What_an_sbom_and_the_file_system_say_is_listed_once()
    {
        List<Package> packages =
        [
            Seen("pkg:deb/debian/libc6@2.36?arch=i386&distro=debian-12", "var/lib/dpkg/status"),
            Seen("pkg:deb/debian/libc6@2.36?arch=amd64&distro=debian-12", "var/lib/dpkg/status"),
            Stated("pkg:deb/debian/libc6@2.36?arch=amd64&upstream=glibc"),
            Stated("pkg:npm/left-pad@1.3.0"),
        ];
        StatedPackages.Join(packages);
        Assert.Equal(
            ["pkg:deb/debian/libc6@2.36?arch=i386&distro=debian-12", "pkg:deb/debian/libc6@2.36?arch=amd64&distro=debian-12", "pkg:npm/left-pad@1.3.0"],
            packages.Select(p => p.Purl.ToString()));
        Assert.Equal([1, 2, 1], packages.Select(p => p.Evidence.Count));
        Assert.Equal([false, false, true], packages.Select(p => p.IsOnlyStated));
    }

    [Fact]
    public void Another_version_or_architecture_is_another_package()
    {
        List<Package> packages = [Seen("pkg:deb/debian/a@1?arch=amd64", "s"), Stated("pkg:deb/debian/a@2?arch=amd64"), Stated("pkg:deb/debian/a@1?arch=arm64")];
        StatedPackages.Join(packages);
        Assert.Equal(3, packages.Count);
    }

    private static Package Seen(string purl, string path) => new() { Purl = Purl(purl), Evidence = [new Evidence(path, "dpkg-status")] };

    private static Package Stated(string purl) => new() { Purl = Purl(purl), Relation = Relation.Declared, Evidence = [new Evidence("srv/a.cdx.json", Evidence.EmbeddedSbom)] };

    private static PackageUrl Purl(string text) => PackageUrl.TryParse(text, out var purl) ? purl : default;
}
