using System.Text;
using Pavior.Scan.Debian;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Debian;

public sealed class ChiselTests
{
    private const string Path = "var/lib/chisel/manifest.wall";

    private const string Manifest = """
        {"jsonwall":"1.0","schema":"1.0","count":6}
        {"kind":"content","slice":"libc6_libs","path":"/usr/lib/x86_64-linux-gnu/libc.so.6"}
        {"kind":"package","name":"base-files","version":"13ubuntu10.1","sha256":"00","arch":"amd64"}
        {"kind":"package","name":"libc6","version":"2.39-0ubuntu8.3","sha256":"00","arch":"amd64"}
        {"kind":"path","path":"/etc/","mode":"0755","slices":["base-files_base"]}
        {"kind":"path","path":"/usr/lib/x86_64-linux-gnu/libc.so.6","mode":"0755","slices":["libc6_libs","libc6_all"],"sha256":"00","size":9}
        {"kind":"slice","name":"libc6_libs"}

        """;

    [Fact]
    public void Packages_are_listed_with_the_files_kept_of_them()
    {
        var found = ExtractorRun.Over(new ChiselManifestExtractor(), Path, Manifest);

        Assert.Equal(["pkg:deb/base-files@13ubuntu10.1?arch=amd64", "pkg:deb/libc6@2.39-0ubuntu8.3?arch=amd64"], found.Packages.Select(p => p.Purl.ToString()));
        Assert.True(found.Packages[0].Files.IsEmpty);
        Assert.Equal("/usr/lib/x86_64-linux-gnu/libc.so.6", Encoding.UTF8.GetString(found.Packages[1].Files.Utf8Lines));
        Assert.Equal(4, found.Packages[1].Evidence[0].Line);
        Assert.Empty(found.Gaps);
    }

    [Fact]
    public void A_packed_manifest_is_unpacked()
    {
        using var compressor = new ZstdSharp.Compressor();
        var packed = compressor.Wrap(Encoding.UTF8.GetBytes(Manifest)).ToArray();

        Assert.Equal("base-files 13ubuntu10.1\nlibc6 2.39-0ubuntu8.3", ExtractorRun.Lines(ExtractorRun.Over(new ChiselManifestExtractor(), Path, packed)));
        Assert.Single(ExtractorRun.Over(new ChiselManifestExtractor(), Path, packed.AsMemory(0, packed.Length / 2)).Gaps);
        Mutations.Run(packed, 1000, b => ExtractorRun.Over(new ChiselManifestExtractor(), Path, b));
    }

    [Fact]
    public void Damaged_lines_are_gaps()
    {
        var found = ExtractorRun.Over(new ChiselManifestExtractor(), Path, "{\"jsonwall\":\"1.0\"}\n{\"kind\":\"package\",\"name\":\"a\"}\n{\n");

        Assert.Equal([$"{Path}, line 2: expected a name and a version of the package", $"{Path}, line 3: expected a JSON object"], found.Gaps.Select(g => g.Reason));
    }

    [Fact]
    public void A_file_of_the_same_name_and_another_kind_is_one_gap() =>
        Assert.Single(ExtractorRun.Over(new ChiselManifestExtractor(), "srv/manifest.wall", "{}\n{}\n").Gaps);

    [Fact]
    public void No_mutation_throws() =>
        Mutations.Run(Encoding.UTF8.GetBytes(Manifest), 1000, b => ExtractorRun.Over(new ChiselManifestExtractor(), Path, b));
}
