using Pavior.Core;
using Pavior.Scan.Rpm;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Rpm;

public sealed class RpmListTests
{
    [Fact]
    public void A_manifest_line_is_a_package()
    {
        var found = ExtractorRun.Over(
            new RpmManifestExtractor(),
            "var/lib/rpmmanifest/container-manifest-2",
            "mariner-release\t2.0-12.cm2\t1653816591\t1653753130\tMicrosoft Corporation\t(none)\t580\tnoarch\t0\tmariner-release-2.0-12.cm2.src.rpm\n"
            + "openssl-libs\t1.1.1k-15.cm2\t1653816591\t1653631609\tMicrosoft Corporation\t1\t6176\tx86_64\t1\topenssl-1.1.1k-15.cm2.src.rpm\n");

        Assert.Empty(found.Gaps);
        Assert.Equal(
            ["pkg:rpm/mariner-release@2.0-12.cm2?arch=noarch", "pkg:rpm/openssl-libs@1.1.1k-15.cm2?arch=x86_64&epoch=1"],
            found.Packages.Select(p => p.Purl.ToString()));
        Assert.Equal(new SourcePackage("openssl", "1.1.1k-15.cm2"), found.Packages[1].Source);
        Assert.Equal(2, found.Packages[1].Evidence[0].Line);
    }

    [Fact]
    public void A_manifest_line_with_other_fields_is_a_gap()
    {
        var found = ExtractorRun.Over(new RpmManifestExtractor(), "var/lib/rpmmanifest/container-manifest-2", "filesystem\t1.1-9.cm2\n");

        Assert.Empty(found.Packages);
        Assert.StartsWith("var/lib/rpmmanifest/container-manifest-2, line 1: expected 10 fields", Assert.Single(found.Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bottlerocket_inventory_lists_packages()
    {
        var found = ExtractorRun.Over(
            new BottlerocketInventoryExtractor(),
            "usr/share/bottlerocket/application-inventory.json",
            """
            {"Content":[
              {"Name":"acpid","Publisher":"Bottlerocket","Version":"2.0.34","Release":"1.aarch64","Epoch":"0","Architecture":"aarch64","Url":"","Summary":""},
              {"Name":"containerd","Publisher":"Bottlerocket","Version":"1.7.22","Release":"1727.br1","Epoch":"1","Architecture":"aarch64"},
              {"Name":"nameless"}, 7]}
            """);

        Assert.Equal(
            ["pkg:rpm/acpid@2.0.34-1.aarch64?arch=aarch64", "pkg:rpm/containerd@1.7.22-1727.br1?arch=aarch64&epoch=1"],
            found.Packages.Select(p => p.Purl.ToString()));
        Assert.Equal(2, found.Gaps.Count);
    }

    [Theory]
    [InlineData("glibc-2.34-83.el9_3.7.src.rpm", "glibc", "2.34-83.el9_3.7")]
    [InlineData("kernel-core-5.14.0-362.18.1.el9_3.nosrc.rpm", "kernel-core", "5.14.0-362.18.1.el9_3")]
    public void A_source_rpm_is_split_at_its_last_hyphens(string file, string name, string version) =>
        Assert.Equal(new SourcePackage(name, version), RpmNames.Source(file));

    [Theory]
    [InlineData("")]
    [InlineData("(none)")]
    [InlineData(".rpm")]
    [InlineData("a.rpm")]
    [InlineData("a-b.src.rpm")]
    [InlineData("-1-2.src.rpm")]
    public void Other_text_names_no_source(string text) => Assert.Null(RpmNames.Source(text));

    [Fact]
    public void No_mutation_throws()
    {
        Mutations.Run("a\t1-2\t3\t4\tV\t(none)\t5\tnoarch\t0\ta-1-2.src.rpm\n"u8.ToArray(), 2000, b => ExtractorRun.Over(new RpmManifestExtractor(), "m", b));
        Mutations.Run(
            """{"Content":[{"Name":"a","Publisher":"B","Version":"2","Release":"1","Epoch":"0","Architecture":"x"}]}"""u8.ToArray(),
            2000,
            b => ExtractorRun.Over(new BottlerocketInventoryExtractor(), "b", b));
    }
}
