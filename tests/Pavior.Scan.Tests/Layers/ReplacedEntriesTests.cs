using Pavior.Core;
using Pavior.Scan.Layers;
using Pavior.Scan.Sources;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Layers;

/// <summary>What is left of a path when a layer says something else of it, as containerd's archive/tar.go unpacks it: only a folder in place of a folder replaces nothing.</summary>
public sealed class ReplacedEntriesTests
{
    [Fact]
    public async Task A_folder_takes_the_place_of_a_file()
    {
        Assert.Empty(await SeenAsync(new TarBytes().File("a.pkg", "a 1").Folder("a.pkg")));
        Assert.Empty(await SeenAsync(new TarBytes().File("a.pkg", "a 1"), new TarBytes().Folder("a.pkg")));
        Assert.Equal(["b a.pkg/b.pkg"], await SeenAsync(new TarBytes().File("a.pkg", "a 1"), new TarBytes().Folder("a.pkg").File("a.pkg/b.pkg", "b 1")));
    }

    [Fact]
    public async Task A_folder_takes_the_place_of_a_hard_link()
    {
        Assert.Empty(await SeenAsync(new TarBytes().File("data", "a 1").HardLink("a.pkg", "data").Folder("a.pkg")));
        Assert.Empty(await SeenAsync(new TarBytes().File("data", "a 1").HardLink("a.pkg", "data"), new TarBytes().Folder("a.pkg")));
    }

    [Fact]
    public async Task A_folder_takes_the_place_of_a_link_in_the_same_layer_and_in_a_later_one()
    {
        var link = new TarBytes().Link("lib", "usr/lib").File("usr/lib/a.pkg", "a 1");
        Assert.Equal(["a usr/lib/a.pkg", "b lib/a.pkg"], await SeenAsync(link, new TarBytes().Folder("lib"), new TarBytes().File("lib/a.pkg", "b 1")));
        Assert.Equal(["a usr/lib/a.pkg", "b lib/a.pkg"], await SeenAsync(new TarBytes().Link("lib", "usr/lib").File("usr/lib/a.pkg", "a 1").Folder("lib").File("lib/a.pkg", "b 1")));
        Assert.Equal(["a data.pkg"], await SeenAsync(new TarBytes().File("data.pkg", "a 1").Link("db/packages", "/data.pkg"), new TarBytes().Folder("db/packages")));
    }

    [Fact]
    public async Task A_file_behind_a_link_that_a_folder_took_the_place_of_is_not_read() =>
        Assert.DoesNotContain("a db/packages", await SeenAsync(new TarBytes().Link("db/packages", "/data").File("data", "a 1").Folder("data")));

    [Fact]
    public async Task What_a_hard_link_named_is_not_read_for_a_file_that_came_later()
    {
        var layer = new TarBytes().File("old", "old 1").HardLink("data", "old").File("data", "new 1").Link("db/packages", "/data");
        Assert.Equal(["new db/packages"], await SeenAsync(layer));
    }

    [Fact]
    public async Task What_lies_below_a_folder_goes_each_time_that_the_folder_does()
    {
        var layer = new TarBytes();
        for (var i = 0; i < 3; i++)
            layer.File("a/b/c.pkg", "c 1").File("a", "no folder").Folder("a");
        Assert.Empty(await SeenAsync(layer));
        Assert.Equal(["d a/b/d.pkg"], await SeenAsync(layer.File("a/b/d.pkg", "d 1")));
        Assert.Empty(await SeenAsync(layer.Link("a", "z")));
    }

    [Fact]
    public async Task Every_one_of_many_folders_can_be_replaced()
    {
        var layer = new TarBytes();
        for (var i = 0; i < 20_000; i++)
            layer.File($"{i}/a.pkg", "a 1");
        for (var i = 0; i < 20_000; i += 2_000)
            layer.File($"{i}", "");
        Assert.Equal(20_000 - 10, (await SeenAsync(layer)).Length);
    }

    [Fact]
    public async Task A_file_lives_on_under_its_other_names_in_the_layer_that_replaces_it()
    {
        Assert.Equal(["a x/b"], await SeenAsync(new TarBytes().File("a.pkg", "a 1").HardLink("x/b", "a.pkg").File("a.pkg", "\n")));
        Assert.Equal(["a x/c", "b a.pkg"], await SeenAsync(new TarBytes().File("a.pkg", "a 1").HardLink("x/d", "a.pkg").HardLink("x/c", "x/d").File("a.pkg", "b 1")));
        Assert.Equal(["a x/c"], await SeenAsync(new TarBytes().File("y/a.pkg", "a 1").HardLink("y/b", "y/a.pkg").HardLink("x/c", "y/b").File("y", "")));
        Assert.Equal(["a y"], await SeenAsync(new TarBytes().File("a.pkg", "a 1").HardLink("x", "a.pkg").HardLink("y", "a.pkg").Folder("a.pkg").File("x", "")));
    }

    [Fact]
    public void Folders_are_counted()
    {
        var budget = new ScanBudget();
        budget.TakeFolders(400_000);
        Assert.Contains("folders", Assert.Throws<SourceException>(() => budget.TakeFolders(1)).Message, StringComparison.Ordinal);
        var kept = new KeptEntries(budget);
        kept.AddFound("a", []);
        Assert.Throws<SourceException>(() => kept.AddFound("b/a", []));
    }

    private static async Task<string[]> SeenAsync(params TarBytes[] layers)
    {
        var image = new TestImage();
        foreach (var layer in layers)
            image.Layer(layer);
        using var folder = new TemporaryFolder();
        await using var content = (ImageContent)await TargetSources.OpenAsync(image.WriteLayout(folder.Path), new SourceOptions(), TestContext.Current.CancellationToken);
        var report = await new ImageScan(new ExtractorIndex([new PackageFile()], ScanModes.Image), new ScanOptions()).RunAsync(content, TestContext.Current.CancellationToken);
        return [.. report.Inventory.Packages.SelectMany(p => p.Evidence, (p, e) => $"{p.Name} {e.Path}").Order(StringComparer.Ordinal)];
    }
}
