using Pavior.Core;
using Pavior.Scan.Assembly;
using Pavior.Scan.Layers;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Layers;

/// <summary>What a runtime makes of odd layers, and so what a scan has to say of them.</summary>
public sealed class LayerSemanticsTests
{
    private const string Status = "var/lib/dpkg/status";

    [Fact]
    public async Task A_long_name_after_a_pax_path_wins_and_its_body_is_no_entry()
    {
        var image = new TestImage().Layer(new TarBytes()
            .Pax(("path", "p.txt")).GnuLong('L', "app/node_modules/h/package.json").File("short", Npm("h"))
            .File(Status, Deb("bash")));
        Assert.Equal(["pkg:deb/bash@1", "pkg:npm/h@1.0.0"], await PurlsAsync(image));
    }

    [Fact]
    public async Task A_file_whose_name_ends_with_a_slash_has_a_body()
    {
        var hidden = TarBytes.Header("x", '0', 1024);
        var image = new TestImage().Layer(new TarBytes()
            .Raw(TarBytes.Header("d/", '0', hidden.Length)).Raw(hidden)
            .File(Status, Deb("bash")));
        Assert.Equal(["pkg:deb/bash@1"], await PurlsAsync(image));
    }

    [Fact]
    public async Task A_size_beyond_every_file_is_a_gap()
    {
        var header = TarBytes.Header("huge", 'g', 0, change: h =>
        {
            h.AsSpan(124, 12).Fill(0xff);
            h[124] = 0x80;
            h.AsSpan(125, 3).Clear();
            h[128] = 0x7f;
        });
        var report = await ScanAsync(new TestImage().Layer(new TarBytes().Raw(header).File(Status, Deb("bash"))));
        Assert.Contains(report.Inventory.Gaps, g => g.Kind == GapKind.LimitReached);
    }

    [Fact]
    public async Task A_program_known_by_the_name_of_a_hard_link_is_found()
    {
        var busybox = Elf("BusyBox v1.36.1 (");
        var image = new TestImage().Layer(new TarBytes().File("bin/[", busybox).HardLink("bin/busybox", "bin/["));
        Assert.Equal(["pkg:generic/busybox@1.36.1"], await PurlsAsync(image));
    }

    [Fact]
    public async Task A_file_lives_on_under_its_other_name()
    {
        var image = new TestImage()
            .Layer(new TarBytes().File("bin/busybox", Elf("BusyBox v1.36.1 (")).HardLink("bin/sh", "bin/busybox"))
            .Layer(new TarBytes().File("bin/.wh.busybox", ""));
        Assert.Equal("bin/sh", Assert.Single((await ScanAsync(image)).Inventory.Packages).Evidence[0].Path);
        image.Layer(new TarBytes().File("bin/.wh.sh", ""));
        Assert.Empty(await PurlsAsync(image));
    }

    [Theory]
    [InlineData("lib/node_modules/a/package.json")]
    [InlineData("lib/node_modules/.wh.a")]
    [InlineData("lib/.wh.node_modules")]
    public async Task An_upper_layer_reaches_a_folder_through_a_link_of_a_lower_one(string entry)
    {
        var image = new TestImage()
            .Layer(new TarBytes().Link("lib", "usr/lib").File("usr/lib/node_modules/a/package.json", Npm("a")))
            .Layer(new TarBytes().File(entry, entry.EndsWith("json", StringComparison.Ordinal) ? Npm("b") : ""));
        Assert.Equal(entry.EndsWith("json", StringComparison.Ordinal) ? ["pkg:npm/b@1.0.0"] : [], await PurlsAsync(image));
    }

    [Fact]
    public async Task A_link_that_a_layer_replaces_by_a_folder_leads_nowhere_any_more()
    {
        var image = new TestImage()
            .Layer(new TarBytes().Link("lib", "usr/lib").File("usr/lib/node_modules/a/package.json", Npm("a")))
            .Layer(new TarBytes().File(".wh.lib", ""))
            .Layer(new TarBytes().File("lib/node_modules/a/package.json", Npm("b")));
        Assert.Equal(["pkg:npm/a@1.0.0", "pkg:npm/b@1.0.0"], await PurlsAsync(image));
    }

    [Fact]
    public async Task The_last_entry_of_a_path_counts_whatever_stood_there_before()
    {
        var hard = new TestImage().Layer(new TarBytes().File("x/fake", Deb("fake")).HardLink(Status, "x/fake").File(Status, Deb("real")));
        Assert.Equal(["pkg:deb/real@1"], await PurlsAsync(hard));
        var soft = new TestImage().Layer(new TarBytes().File("x/fake", Deb("fake")).Link(Status, "/x/fake").File(Status, Deb("real")));
        Assert.Equal(["pkg:deb/real@1"], await PurlsAsync(soft));
        var folder = new TestImage().Layer(new TarBytes().File("app/node_modules/x/package.json", Npm("x")).File("app/node_modules/x", "now a file"));
        Assert.Empty(await PurlsAsync(folder));
    }

    [Fact]
    public async Task A_place_that_links_to_a_hard_link_is_read()
    {
        var image = new TestImage().Layer(new TarBytes().File("data/other", Deb("bash")).HardLink("data/st", "data/other").Link(Status, "/data/st"));
        Assert.Equal(["pkg:deb/bash@1"], await PurlsAsync(image));
    }

    [Fact]
    public async Task The_second_reading_follows_no_link_that_the_first_refused()
    {
        var layer = new TarBytes().Pax(("linkpath", new string('t', 5_000))).Link("d", "short").File("d/data", Deb("bash")).HardLink(Status, "d/data");
        Assert.Equal(["pkg:deb/bash@1"], await PurlsAsync(new TestImage().Layer(layer)));
    }

    [Fact]
    public async Task A_wrong_diff_id_is_refused_also_of_a_plain_layer_and_of_one_with_gaps()
    {
        var other = new TarBytes().File("../x", "").File(Status, Deb("bash")).ToArray();
        var plain = new TestImage { Pack = _ => other, LayerMediaType = "application/vnd.oci.image.layer.v1.tar" }.Layer(new TarBytes().File("a", "a"));
        Assert.Contains("diff id mismatch", (await Assert.ThrowsAsync<SourceException>(() => ScanAsync(plain))).Message, StringComparison.Ordinal);
        var climbing = new TestImage { Pack = _ => TestImage.Gzip(other) }.Layer(new TarBytes().File("a", "a"));
        Assert.Contains("diff id mismatch", (await Assert.ThrowsAsync<SourceException>(() => ScanAsync(climbing))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_others_at_the_second_reading_are_refused()
    {
        var right = TestImage.Gzip(new TarBytes().File("x/data", Deb("good")).HardLink(Status, "x/data").ToArray());
        var wrong = TestImage.Gzip(new TarBytes().File("x/data", Deb("evil")).HardLink(Status, "x/data").ToArray());
        var reader = new LayerReader(new ExtractorIndex(Extractors.All, ScanModes.Image), new ScanBudget());
        var aliases = new Aliases([new(Status, "x/data")]);
        Assert.NotEmpty((await reader.ReadAliasesAsync(new Blob(right, right), aliases, new FileGaps("layer"), TestContext.Current.CancellationToken)).Found);
        await Assert.ThrowsAsync<SourceException>(() => reader.ReadAliasesAsync(new Blob(right, wrong), aliases, new FileGaps("layer"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Names_too_many_for_memory_are_refused()
    {
        var layer = new TarBytes();
        var name = new string('n', 4_000);
        for (var i = 0; i < 9_000; i++)
            layer.Pax(("path", $"{i}{name}"), ("linkpath", name)).Link("short", "short");
        var refused = await Assert.ThrowsAsync<SourceException>(() => ScanAsync(new TestImage().Layer(layer)));
        Assert.Contains("characters", refused.Message, StringComparison.Ordinal);
    }

    private static string Deb(string name) => $"Package: {name}\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n";

    private static string Npm(string name) => $$"""{"name":"{{name}}","version":"1.0.0"}""";

    /// <summary>The least 64-bit ELF program that has data.</summary>
    private static byte[] Elf(string data)
    {
        var elf = new byte[64 + 56 + 256];
        "\u007fELF"u8.CopyTo(elf);
        elf[4] = 2;
        elf[5] = elf[6] = 1;
        elf[16] = 2;
        elf[18] = 62;
        elf[32] = 64;
        elf[52] = 64;
        elf[54] = 56;
        elf[56] = 1;
        elf[64] = 1;
        elf[68] = 4;
        BitConverter.TryWriteBytes(elf.AsSpan(64 + 32), (long)elf.Length);
        BitConverter.TryWriteBytes(elf.AsSpan(64 + 40), (long)elf.Length);
        System.Text.Encoding.ASCII.GetBytes(data).CopyTo(elf, 140);
        return elf;
    }

    private static async Task<string[]> PurlsAsync(TestImage image) =>
        [.. (await ScanAsync(image)).Inventory.Packages.Select(p => $"pkg:{p.Purl.Type}/{p.Purl.Name}@{p.Purl.Version}").Order(StringComparer.Ordinal)];

    private static async Task<Report> ScanAsync(TestImage image)
    {
        using var folder = new TemporaryFolder();
        return await Scanner.ScanAsync(image.WriteLayout(folder.Path), new ScanOptions(), TestContext.Current.CancellationToken);
    }

    private sealed class Blob(byte[] promised, byte[] given) : LayerContent(new Layer(0, DigestOf(Plain(promised))) { Blob = DigestOf(promised), Size = promised.Length })
    {
        public override Task<Stream> OpenAsync(CancellationToken cancellation) => Task.FromResult<Stream>(new MemoryStream(given));

        private static Digest DigestOf(byte[] bytes) => Digest.Sha256(System.Security.Cryptography.SHA256.HashData(bytes));

        private static byte[] Plain(byte[] packed)
        {
            using var plain = new MemoryStream();
            using (var gzip = new System.IO.Compression.GZipStream(new MemoryStream(packed), System.IO.Compression.CompressionMode.Decompress))
                gzip.CopyTo(plain);
            return plain.ToArray();
        }
    }
}
