using System.Text;
using Pavior.Core;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Layers;

/// <summary>Where entries come to lie, and which of them hide which.</summary>
public sealed class EntryPlacesTests
{
    private const string Status = "var/lib/dpkg/status";

    [Fact]
    public async Task A_file_written_through_a_link_of_the_same_layer_lies_where_the_link_leads() =>
        Assert.Equal(["a srv/e/node_modules/a/package.json"], await SeenAsync(new TarBytes().Link("srv/d", "e").File("srv/d/node_modules/a/package.json", Npm("a"))));

    [Fact]
    public async Task A_link_counts_as_it_stands_when_the_file_comes()
    {
        var layer = new TarBytes()
            .File("d/node_modules/x/package.json", Npm("gone"))
            .Link("d", "one").File("d/node_modules/a/package.json", Npm("a"))
            .Link("d", "/two").File("d/node_modules/b/package.json", Npm("b"))
            .Folder("d").File("d/node_modules/c/package.json", Npm("c"));
        Assert.Equal(["a one/node_modules/a/package.json", "b two/node_modules/b/package.json", "c d/node_modules/c/package.json"], await SeenAsync(layer));
    }

    [Fact]
    public async Task A_database_behind_a_link_to_a_file_that_was_written_through_a_link_is_read() =>
        Assert.Equal(
            [$"bash {Status}"],
            await SeenAsync(new TarBytes().Link("x", "opt").File("x/db", Deb("bash")).Link(Status, "/x/db")));

    [Fact]
    public async Task A_whiteout_and_a_hard_link_go_through_links_too()
    {
        var image = new TestImage()
            .Layer(new TarBytes().File("e/node_modules/a/package.json", Npm("a")))
            .Layer(new TarBytes().Link("d", "e").File("d/node_modules/.wh.a", "")
                .Link("f", "g").File("f/data", Npm("b")).HardLink("f/node_modules/b/package.json", "f/data"));
        Assert.Equal(["b g/node_modules/b/package.json"], await SeenAsync(image));
    }

    [Fact]
    public async Task An_entry_behind_links_in_a_ring_is_a_gap()
    {
        var report = await ScanAsync(new TestImage().Layer(new TarBytes().Link("a", "b").Link("b", "a").File("a/node_modules/x/package.json", Npm("x"))));
        Assert.Contains("links in a ring", Assert.Single(report.Inventory.Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hard_link_has_what_its_target_held_when_the_link_was_made()
    {
        var before = new TarBytes().File("x", Deb("real")).HardLink(Status, "x").File("x", "\n");
        Assert.Equal([$"real {Status}"], await SeenAsync(before));
        var anew = new TarBytes().File("x", Deb("old")).HardLink(Status, "x").File("x", Deb("new")).HardLink(Status, "x");
        Assert.Equal([$"new {Status}"], await SeenAsync(anew));
    }

    [Fact]
    public async Task Names_that_are_not_UTF_8_do_not_collide()
    {
        var layer = new TarBytes().Raw(Entry("opt/\u00fe/node_modules/a/package.json", Npm("a"))).Raw(Entry("opt/\u00ff/node_modules/b/package.json", Npm("b")));
        Assert.Equal([@"a opt/\xFE/node_modules/a/package.json", @"b opt/\xFF/node_modules/b/package.json"], await SeenAsync(layer));
    }

    [Theory]
    [InlineData("opt/\u00ff/node_modules/a/package.json", "b")]
    [InlineData("opt/.wh.\u00ff", null)]
    [InlineData("opt/.wh.\u00fe", "a")]
    public async Task Names_that_are_not_UTF_8_are_replaced_and_removed_by_their_own_bytes(string upper, string? left)
    {
        var image = new TestImage()
            .Layer(new TarBytes().Raw(Entry("opt/\u00ff/node_modules/a/package.json", Npm("a"))))
            .Layer(new TarBytes().Raw(Entry(upper, Npm("b"))));
        Assert.Equal(left is null ? [] : [$@"{left} opt/\xFF/node_modules/a/package.json"], await SeenAsync(image));
    }

    [Fact]
    public async Task The_deepest_folders_are_exact_and_what_is_deeper_is_a_gap()
    {
        var deep = string.Concat(Enumerable.Repeat("a/", 126)) + "node_modules/p/package.json";
        var replaced = new TestImage().Layer(new TarBytes().Pax(("path", deep)).File("x", Npm("p"))).Layer(new TarBytes().Pax(("path", deep)).File("x", Npm("q")));
        Assert.Equal([$"q {deep}"], await SeenAsync(replaced));
        var removed = new TestImage().Layer(new TarBytes().Pax(("path", deep)).File("x", Npm("p"))).Layer(new TarBytes().File("a/a/.wh.a", ""));
        Assert.Empty(await SeenAsync(removed));

        var report = await ScanAsync(new TestImage().Layer(new TarBytes().Pax(("path", "a/" + deep)).File("x", Npm("p")).File(Status, Deb("bash"))));
        Assert.Equal("bash", Assert.Single(report.Inventory.Packages).Name);
        Assert.Contains("deeper than 128 folders", Assert.Single(report.Inventory.Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deep_paths_without_number_take_little_memory_and_time()
    {
        var layer = new TarBytes();
        for (var i = 0; i < 400; i++)
            layer.Pax(("path", $"b{i}/" + string.Concat(Enumerable.Repeat(new string('a', 30) + "/", 120)) + "node_modules/a/package.json")).File("x", Npm("a"));
        var before = GC.GetTotalAllocatedBytes();
        var report = await ScanAsync(new TestImage().Layer(layer).Layer(new TarBytes().File("q", "1").File(".wh.z", "")));
        Assert.Equal(400, Assert.Single(report.Inventory.Packages).Evidence.Count);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 400_000_000);
    }

    [Fact]
    public async Task A_link_to_a_path_that_no_system_takes_is_a_gap() =>
        Assert.Contains(
            "links to a path longer than 4095 bytes",
            Assert.Single((await ScanAsync(new TestImage().Layer(new TarBytes().GnuLong('K', new string('a', 5000)).Link("l", "x")))).Inventory.Gaps).Reason,
            StringComparison.Ordinal);

    [Fact]
    public async Task A_lone_block_of_zeros_before_others_is_a_gap()
    {
        byte[] tar = [.. new TarBytes().File(Status, Deb("bash")).ToArrayWithoutEnd(), .. new byte[512], .. new TarBytes().File("etc/x", "y").ToArray()];
        var report = await ScanAsync(new TestImage().Layer(tar));
        Assert.Equal("bash", Assert.Single(report.Inventory.Packages).Name);
        Assert.Contains("second block of zeros", Assert.Single(report.Inventory.Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_after_the_end_are_a_gap_and_padding_is_none()
    {
        byte[] more = [.. new TarBytes().File(Status, Deb("bash")).ToArray(), .. new byte[1024], .. new TarBytes().File("etc/x", "y").ToArray()];
        Assert.Contains("follows the end of the archive", Assert.Single((await ScanAsync(new TestImage().Layer(more))).Inventory.Gaps).Reason, StringComparison.Ordinal);
        byte[] padded = [.. new TarBytes().File(Status, Deb("bash")).ToArray(), .. new byte[8192]];
        Assert.Empty((await ScanAsync(new TestImage().Layer(padded))).Inventory.Gaps);
        byte[] one = [.. new TarBytes().File(Status, Deb("bash")).ToArrayWithoutEnd(), .. new byte[512]];
        Assert.Empty((await ScanAsync(new TestImage().Layer(one))).Inventory.Gaps);
    }

    [Fact]
    public async Task A_name_with_a_NUL_in_a_pax_header_is_a_gap()
    {
        var report = await ScanAsync(new TestImage().Layer(new TarBytes().Pax(("path", "var/lib\0x")).File("y", "z")));
        Assert.Contains("without NUL", Assert.Single(report.Inventory.Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_of_an_unknown_type_is_a_gap_and_hides_nothing()
    {
        var report = await ScanAsync(new TestImage()
            .Layer(new TarBytes().File(Status, Deb("bash")))
            .Layer(new TarBytes().Raw(TarBytes.Header(Status, 'Q', 0)).Raw(TarBytes.Header("v", 'V', 0))));
        Assert.Equal("bash", Assert.Single(report.Inventory.Packages).Name);
        Assert.Equal(["(Q)", "(V)"], report.Inventory.Gaps.Select(g => g.Reason.Split(' ').Single(w => w.StartsWith('(') && w.EndsWith("):", StringComparison.Ordinal) && w.Length == 4)[..3]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_layer_named_many_times_is_unpacked_once()
    {
        var layer = new TarBytes().File(Status, Deb("bash")).ToArray();
        var image = new TestImage();
        for (var i = 0; i < 300; i++)
            image.Layer(layer);
        var steps = new List<string>();
        using var folder = new TemporaryFolder();
        var options = new ScanOptions { Source = new SourceOptions { Progress = steps.Add } };
        var report = await Scanner.ScanAsync(image.WriteLayout(folder.Path), options, TestContext.Current.CancellationToken);
        Assert.Equal(["layer 300 of 300"], steps);
        Assert.Equal(0, Assert.Single(report.Inventory.Packages).Evidence[0].Layer);
    }

    /// <summary>A file whose name is given letter by letter as bytes.</summary>
    private static byte[] Entry(string name, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var header = TarBytes.Header("", '0', bytes.Length, change: h => Encoding.Latin1.GetBytes(name).CopyTo(h, 0));
        return new TarBytes().Raw(header).Padded(bytes).ToArrayWithoutEnd();
    }

    private static string Deb(string name) => $"Package: {name}\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n";

    private static string Npm(string name) => $$"""{"name":"{{name}}","version":"1.0.0"}""";

    private static Task<string[]> SeenAsync(TarBytes layer) => SeenAsync(new TestImage().Layer(layer));

    private static async Task<string[]> SeenAsync(TestImage image)
    {
        var report = await ScanAsync(image);
        Assert.Empty(report.Inventory.Gaps);
        return [.. report.Inventory.Packages.SelectMany(p => p.Evidence.Select(e => $"{p.Name} {e.Path}")).Order(StringComparer.Ordinal)];
    }

    private static async Task<Report> ScanAsync(TestImage image)
    {
        using var folder = new TemporaryFolder();
        return await Scanner.ScanAsync(image.WriteLayout(folder.Path), new ScanOptions(), TestContext.Current.CancellationToken);
    }
}
