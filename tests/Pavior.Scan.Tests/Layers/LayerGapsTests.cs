using Pavior.Core;
using Pavior.Scan.Cache;
using Pavior.Scan.Layers;
using Pavior.Scan.Sources;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Layers;

/// <summary>Gaps that a layer could make without number, that one reading must not take from another, and that only one machine has.</summary>
public sealed class LayerGapsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Sparse_files_of_any_length_leave_a_thousand_gaps_and_one_that_counts_the_others()
    {
        var layer = new TarBytes();
        for (var i = 0; i < 1_500; i++)
            layer.Pax(("GNU.sparse.map", ""), ("GNU.sparse.size", "200000000000")).File($"{i}.pkg", "");
        var gaps = (await ScanAsync(new TestImage().Layer(layer))).Inventory.Gaps;
        Assert.Equal(1_001, gaps.Count);
        Assert.Contains(gaps, g => g.Reason.Contains("500 more gaps", StringComparison.Ordinal));
        Assert.Contains(gaps, g => g.Reason == "7.pkg: 200000000000 bytes, more than the limit of 68719476736");
    }

    [Fact]
    public async Task Odd_entries_of_all_kinds_leave_a_thousand_gaps()
    {
        var layer = new TarBytes();
        foreach (var type in Enumerable.Range('A', 26).Where(t => t is not ('K' or 'L' or 'S')))
        {
            for (var i = 0; i < 101; i++)
                layer.Raw(TarBytes.Header($"e{i}", (char)type, 0));
        }

        Assert.Equal(1_001, (await ScanAsync(new TestImage().Layer(layer))).Inventory.Gaps.Count);
    }

    [Fact]
    public async Task Hard_links_to_nothing_leave_a_thousand_gaps()
    {
        var layer = new TarBytes();
        for (var i = 0; i < 1_200; i++)
            layer.HardLink($"{i}.pkg", $"none{i}");
        var gaps = (await ScanAsync(new TestImage().Layer(layer))).Inventory.Gaps;
        Assert.Equal(1_001, gaps.Count);
        Assert.Contains(gaps, g => g.Reason.Contains("200 more gaps", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_long_file_with_names_without_number_is_not_read_for_each()
    {
        var layer = new TarBytes().File("data", new byte[3 * 1024 * 1024]);
        for (var i = 0; i < 400; i++)
            layer.HardLink($"{i}.pkg", "data");
        var gaps = (await ScanAsync(new TestImage().Layer(layer))).Inventory.Gaps;
        Assert.Equal(400, gaps.Count);
        Assert.Equal(400 - 1 - 85, gaps.Count(g => g.Reason.Contains("to be read again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_name_of_a_file_too_long_to_be_read_says_so()
    {
        var layer = new TarBytes().Pax(("GNU.sparse.map", ""), ("GNU.sparse.size", "200000000000")).File("data", "").HardLink("a.pkg", "data").HardLink("b.pkg", "data");
        var gaps = (await ScanAsync(new TestImage().Layer(layer))).Inventory.Gaps;
        Assert.Equal([(GapKind.LimitReached, "a.pkg"), (GapKind.LimitReached, "b.pkg")], gaps.Select(g => (g.Kind, g.Path)));
    }

    [Fact]
    public async Task Damage_in_one_linked_file_leaves_those_that_were_read_before_it()
    {
        var whole = new TarBytes().File("one", "one 1").HardLink("one.pkg", "one").HardLink("two.pkg", "two").File("two", new byte[2_000]).ToArrayWithoutEnd();
        var report = await ScanAsync(new TestImage().Layer(whole[..^1_500]));
        Assert.Equal("one.pkg", Assert.Single(report.Inventory.Packages).Evidence[0].Path);
        Assert.Contains(report.Inventory.Gaps, g => g.Reason.Contains("ends inside a file", StringComparison.Ordinal));
        Assert.Contains(report.Inventory.Gaps, g => g.Path == "two.pkg");
    }

    [Theory]
    [InlineData("a.pkg", null)]
    [InlineData("a.pkg", "data")]
    [InlineData("db/packages", "/data")]
    public async Task What_the_machine_refused_once_is_asked_for_again(string path, string? target)
    {
        var layer = new TarBytes();
        if (target is null)
            layer.File(path, "a 1");
        else if (target[0] == '/')
            layer.File("data", "a 1").Link(path, target);
        else
            layer.File("data", "a 1").HardLink(path, target);
        var image = new TestImage().Layer(layer).WriteLayout(_folder["image"]);
        var extractor = new Refused();
        var first = await ScanAsync(image, extractor);
        Assert.Equal((GapKind.Unreadable, path), (Assert.Single(first.Inventory.Gaps).Kind, first.Inventory.Gaps[0].Path));
        extractor.Refuses = false;
        var second = await ScanAsync(image, extractor);
        Assert.Empty(second.Inventory.Gaps);
        Assert.Equal(path, Assert.Single(second.Inventory.Packages).Evidence[0].Path);
        extractor.Refuses = true;
        Assert.Empty((await ScanAsync(image, extractor)).Inventory.Gaps);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Entries_after_the_end_of_an_archive_of_an_image_are_a_gap(bool isOci)
    {
        var image = new TestImage().Layer(new TarBytes().File("a.pkg", "a 1"));
        var path = isOci ? image.WriteOciArchive(_folder["i.tar"]) : image.WriteDockerArchive(_folder["i.tar"]);
        await File.AppendAllBytesAsync(path, new byte[10 * 1024], TestContext.Current.CancellationToken);
        Assert.Empty((await ScanAsync(path, new PackageFile())).Inventory.Gaps);
        await File.AppendAllBytesAsync(path, new TarBytes().File("index.json", "{}").ToArray(), TestContext.Current.CancellationToken);
        foreach (var archive in new[] { path, Packed(path) })
        {
            var report = await ScanAsync(archive, new PackageFile());
            Assert.Single(report.Inventory.Packages);
            var gap = Assert.Single(report.Inventory.Gaps);
            Assert.Equal((Path.GetFileName(archive), GapKind.Malformed, null), (gap.Path, gap.Kind, gap.Layer));
            Assert.Contains("follows the end of the archive", gap.Reason, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string Packed(string path)
    {
        File.WriteAllBytes(path + ".gz", TestImage.Gzip(File.ReadAllBytes(path)));
        return path + ".gz";
    }

    private Task<Report> ScanAsync(TestImage image) => ScanAsync(image.WriteLayout(_folder["image"]), new PackageFile());

    private async Task<Report> ScanAsync(string image, IExtractor extractor)
    {
        var options = new ScanOptions { Cache = new LayerCache(_folder["cache"], TimeProvider.System) };
        await using var content = (ImageContent)await TargetSources.OpenAsync(image, options.Source, TestContext.Current.CancellationToken);
        return await new ImageScan(new ExtractorIndex([extractor], ScanModes.Image), options).RunAsync(content, TestContext.Current.CancellationToken);
    }

    /// <summary>Reads as <see cref="PackageFile"/> does, on a machine whose disk is full for a while.</summary>
    private sealed class Refused : IExtractor
    {
        private readonly PackageFile _inner = new();

        public bool Refuses { get; set; } = true;

        public ExtractorInfo Info => _inner.Info;

        public void Extract(FileContent file, Extraction into)
        {
            if (Refuses)
                throw ParseException.Unreadable(file.Path, "no room");
            _inner.Extract(file, into);
        }
    }
}
