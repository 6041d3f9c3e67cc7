using Pavior.Core;
using Pavior.Scan.Cache;
using Pavior.Scan.Layers;
using Pavior.Scan.Sources;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Layers;

public sealed class ImageScanTests
{
    [Fact]
    public async Task A_whiteout_removes_a_file_and_a_folder_of_lower_layers_only()
    {
        var image = new TestImage()
            .Layer(new TarBytes().File("a.pkg", "a 1").File("d/b.pkg", "b 1").File("keep.pkg", "keep 1"))
            .Layer(new TarBytes().File(".wh.a.pkg", "").File(".wh.d", "").File("d/c.pkg", "c 1"));
        Assert.Equal(string.Join(", ", (string[])["c 1 @1", "keep 1 @0"]), string.Join(", ", await ScanAsync(image)));
    }

    [Fact]
    public async Task An_opaque_folder_hides_what_lies_below_but_not_what_its_own_layer_brings()
    {
        var image = new TestImage()
            .Layer(new TarBytes().File("d/a.pkg", "a 1").File("d/e/b.pkg", "b 1"))
            .Layer(new TarBytes().File("d/c.pkg", "c 1").File("d/.wh..wh..opq", ""));
        Assert.Equal(string.Join(", ", (string[])["c 1 @1"]), string.Join(", ", await ScanAsync(image)));
    }

    [Fact]
    public async Task A_file_in_place_of_a_folder_hides_the_folders_content()
    {
        var image = new TestImage()
            .Layer(new TarBytes().File("d/a.pkg", "a 1").File("x.pkg", "x 1").File("y.pkg", "y 1"))
            .Layer(new TarBytes().Link("d", "elsewhere").Folder("x.pkg/").File("y.pkg", ""));
        Assert.Empty(await ScanAsync(image));
    }

    [Fact]
    public async Task A_package_is_attributed_to_the_layer_that_brought_it_not_to_the_last_copy_of_the_database()
    {
        var image = new TestImage()
            .Layer(new TarBytes().File("db/packages", "a 1\nb 1"))
            .Layer(new TarBytes().File("db/packages", "a 1\nb 2\nc 1"))
            .Layer(new TarBytes().File("db/packages", "a 1\nb 2"));
        Assert.Equal(string.Join(", ", (string[])["a 1 @0", "b 2 @1"]), string.Join(", ", await ScanAsync(image)));
    }

    [Fact]
    public async Task A_database_behind_a_hard_link_or_a_linked_folder_is_read()
    {
        var hard = new TestImage().Layer(new TarBytes().File("opt/secret", "hidden 1").HardLink("db/packages", "opt/secret"));
        Assert.Equal(string.Join(", ", (string[])["hidden 1 @0"]), string.Join(", ", await ScanAsync(hard)));
        var soft = new TestImage()
            .Layer(new TarBytes().File("opt/real/packages", "hidden 1"))
            .Layer(new TarBytes().Link("db", "loop/../opt/real"));
        Assert.Equal(string.Join(", ", (string[])["hidden 1 @0"]), string.Join(", ", await ScanAsync(soft)));
        var loop = new TestImage().Layer(new TarBytes().Link("db", "other").Link("other", "db").File("a.pkg", "a 1"));
        Assert.Equal(string.Join(", ", (string[])["a 1 @0"]), string.Join(", ", await ScanAsync(loop)));
    }

    [Fact]
    public async Task The_last_of_two_entries_of_one_path_counts()
    {
        var image = new TestImage().Layer(new TarBytes().File("a.pkg", "a 1").File("./a.pkg", "a 2").File("b.pkg", "b 1").Link("b.pkg", "a.pkg"));
        Assert.Equal(string.Join(", ", (string[])["a 2 @0"]), string.Join(", ", await ScanAsync(image)));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("plain")]
    [InlineData("docker")]
    public async Task Every_way_to_store_layers_gives_the_same(string stored)
    {
        var image = new TestImage { Labels = { ["a"] = "b" } }
            .Layer(new TarBytes().File("a.pkg", "a 1"), "/bin/sh -c #(nop) ADD file:1 in / ")
            .Instruction("/bin/sh -c #(nop)  CMD [\"sh\"]")
            .Layer(new TarBytes().File("b.pkg", "b 1"), "RUN /bin/sh -c make   install # buildkit");
        if (stored == "zstd")
            image.Pack = bytes => new ZstdSharp.Compressor().Wrap(bytes).ToArray();
        if (stored == "plain")
            image.Pack = bytes => bytes;
        using var folder = new TemporaryFolder();
        var path = stored == "docker" ? image.WriteDockerArchive(folder["i.tar"]) : image.WriteOciArchive(folder["i.tar"]);
        var report = await ReportAsync(path, null);
        Assert.Equal(["a 1 @0", "b 1 @1"], Lines(report));
        Assert.Equal(["ADD file:1 in /", "RUN make install"], report.Target.Layers.Select(l => l.Instruction!));
        Assert.Equal((1, "history"), (report.Target.Base!.LayerCount, report.Target.Base.Basis));
        Assert.Equal("linux/amd64", report.Target.Platform);
    }

    [Theory]
    [InlineData("annotation", "registry.example.org/base:2")]
    [InlineData("label", "registry.example.org/base:1")]
    public async Task The_base_image_is_named_by_labels_before_annotations(string basis, string name)
    {
        var image = new TestImage().Layer(new TarBytes().File("a.pkg", "a 1"));
        image.Annotations["org.opencontainers.image.base.name"] = "registry.example.org/base:2";
        image.Annotations["org.opencontainers.image.base.digest"] = "sha256:" + new string('a', 64);
        if (basis == "label")
            image.Labels["org.opencontainers.image.base.name"] = name;

        using var folder = new TemporaryFolder();
        var known = (await ReportAsync(image.WriteLayout(folder.Path), null)).Target.Base!;
        Assert.Equal((basis, name, basis == "annotation"), (known.Basis, known.Name, known.Digest is not null));
    }

    [Fact]
    public async Task Progress_counts_upwards_whatever_order_layers_end_in()
    {
        var image = new TestImage();
        for (var i = 0; i < 60; i++)
            image.Layer(new TarBytes().File($"{i}.pkg", $"p{i} 1"));
        using var folder = new TemporaryFolder();
        var said = new List<string>();
        var options = new ScanOptions { Parallelism = 8, Source = new SourceOptions { Progress = said.Add } };
        await using var content = await TargetSources.OpenAsync(image.WriteLayout(folder.Path), options.Source, TestContext.Current.CancellationToken);
        await new ImageScan(new ExtractorIndex([new PackageFile()], ScanModes.Image), options).RunAsync((ImageContent)content, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, 60).Select(n => $"layer {n} of 60"), said);
    }

    [Theory]
    [InlineData("manifest", "digest mismatch")]
    [InlineData("config", "digest mismatch")]
    [InlineData("layer0", "digest mismatch")]
    public async Task A_blob_that_is_not_what_its_digest_says_is_refused(string blob, string message)
    {
        var image = new TestImage { Damage = (name, bytes) => name == blob ? Flip(bytes) : bytes }.Layer(new TarBytes().File("a.pkg", "a 1"));
        var refused = await Assert.ThrowsAsync<SourceException>(() => ScanAsync(image));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_diff_id_that_is_not_the_layers_is_refused()
    {
        var other = new TarBytes().File("b.pkg", "b 1").ToArray();
        var image = new TestImage { Pack = _ => TestImage.Gzip(other) }.Layer(new TarBytes().File("a.pkg", "a 1"));
        var refused = await Assert.ThrowsAsync<SourceException>(() => ScanAsync(image));
        Assert.Contains("diff id mismatch", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cached_layer_gives_the_same_report_without_being_read()
    {
        using var folder = new TemporaryFolder();
        var image = new TestImage()
            .Layer(new TarBytes().File("a.pkg", "a 1").File("d/b.pkg", "b 1").Link("l", "a.pkg"))
            .Layer(new TarBytes().File(".wh.d", "").File("c.pkg", "c 1"));
        var layout = image.WriteLayout(folder["layout"]);
        var cache = new LayerCache(folder["cache"], TimeProvider.System);
        var cold = await ReportAsync(layout, cache);
        foreach (var blob in Directory.GetFiles(folder["layout/blobs/sha256"]))
        {
            if (File.ReadAllBytes(blob)[0] == 0x1f)
                File.WriteAllBytes(blob, new byte[new FileInfo(blob).Length]);
        }

        Assert.Equal(Lines(cold), Lines(await ReportAsync(layout, cache)));
        Assert.Equal(2, cache.Clear());
        await Assert.ThrowsAsync<SourceException>(() => ReportAsync(layout, cache));
    }

    [Fact]
    public async Task A_damaged_cache_entry_is_read_anew()
    {
        using var folder = new TemporaryFolder();
        var layout = new TestImage().Layer(new TarBytes().File("a.pkg", "a 1")).WriteLayout(folder["layout"]);
        var cache = new LayerCache(folder["cache"], TimeProvider.System);
        await ReportAsync(layout, cache);
        var entry = Directory.GetFiles(folder["cache"]).Single();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(entry));
        File.WriteAllBytes(entry, Flip(File.ReadAllBytes(entry)));
        Assert.Equal(string.Join(", ", (string[])["a 1 @0"]), string.Join(", ", Lines(await ReportAsync(layout, cache))));
    }

    [Fact]
    public async Task The_cache_keeps_the_entries_used_last_within_its_bound()
    {
        using var folder = new TemporaryFolder();
        var unbounded = new LayerCache(folder["cache"], TimeProvider.System);
        await ReportAsync(new TestImage().Layer(new TarBytes().File("a.pkg", "a 1")).WriteLayout(folder["1"]), unbounded);
        var first = Directory.GetFiles(folder["cache"]).Single();
        File.SetLastWriteTimeUtc(first, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var bounded = new LayerCache(folder["cache"], TimeProvider.System, new FileInfo(first).Length + 10);
        await ReportAsync(new TestImage().Layer(new TarBytes().File("b.pkg", "b 1")).WriteLayout(folder["2"]), bounded);
        Assert.NotEqual(first, Directory.GetFiles(folder["cache"]).Single());
    }

    private static async Task<string[]> ScanAsync(TestImage image)
    {
        using var folder = new TemporaryFolder();
        return Lines(await ReportAsync(image.WriteLayout(folder.Path), null));
    }

    private static async Task<Report> ReportAsync(string path, LayerCache? cache)
    {
        await using var content = await TargetSources.OpenAsync(path, new SourceOptions(), CancellationToken.None);
        var index = new ExtractorIndex([new PackageFile()], ScanModes.Image);
        return await new ImageScan(index, new ScanOptions { Cache = cache }).RunAsync(Assert.IsAssignableFrom<ImageContent>(content), CancellationToken.None);
    }

    private static string[] Lines(Report report) =>
        [.. report.Inventory.Packages.Select(p => $"{p.Name} {p.Version} @{p.Evidence.Single().Layer}"), .. report.Inventory.Gaps.Select(g => $"gap {g.Reason}")];

    private static byte[] Flip(byte[] bytes)
    {
        var changed = bytes.ToArray();
        changed[changed.Length / 2] ^= 1;
        return changed;
    }
}
