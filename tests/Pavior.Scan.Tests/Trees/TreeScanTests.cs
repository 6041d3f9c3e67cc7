using Pavior.Core;
using Pavior.Scan.Trees;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Trees;

public sealed class TreeScanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("node_modules", "a/node_modules", true)]
    [InlineData("node_modules/", "node_modules", true)]
    [InlineData("node_modules", "a/node_modules_x", false)]
    [InlineData("*.tmp", "a/b/x.tmp", true)]
    [InlineData("/a", "a", true)]
    [InlineData("/a", "b/a", false)]
    [InlineData("./a/b", "a/b", true)]
    [InlineData("a/b", "x/a/b", false)]
    [InlineData("a/*/c", "a/b/c", true)]
    [InlineData("a/*/c", "a/b/b/c", false)]
    [InlineData("a/**/c", "a/c", true)]
    [InlineData("a/**/c", "a/b/b/c", true)]
    [InlineData("**/b/c?", "a/b/b/cd", true)]
    [InlineData("a/**", "a", true)]
    [InlineData("**/a/**/b", "x/a/b/c", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    public void A_pattern_says_what_is_left_out(string pattern, string path, bool matches) => Assert.Equal(matches, PathGlob.Parse(pattern).Matches(path));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("./")]
    public void A_pattern_of_nothing_is_refused(string pattern) => Assert.Throws<SourceException>(() => PathGlob.Parse(pattern));

    [Fact]
    public void A_pattern_made_to_take_long_does_not()
    {
        var pattern = string.Concat(Enumerable.Repeat("**/*a*a*a*b/", 100)) + "c";
        Assert.False(PathGlob.Parse(pattern).Matches(string.Join('/', Enumerable.Repeat(new string('a', 40), 100))));
    }

    [Fact]
    public async Task What_is_excluded_is_not_read()
    {
        Put("a/requirements.txt", "one==1\n");
        Put("b/c/requirements.txt", "two==1\n");
        Put("d/requirements-dev.txt", "three==1\n");
        Assert.Equal(["one", "three", "two"], (await ScanAsync("dir")).Inventory.Packages.Select(p => p.Name));
        Assert.Equal(["one"], (await ScanAsync("dir", "b/*", "*-dev.txt")).Inventory.Packages.Select(p => p.Name));
    }

    [Fact]
    public async Task A_place_behind_a_link_is_excluded_where_it_is()
    {
        Put("opt/status", "Package: bash\nStatus: install ok installed\nVersion: 1\n\n");
        Directory.CreateDirectory(_folder["tree/var/lib/dpkg"]);
        File.CreateSymbolicLink(_folder["tree/var/lib/dpkg/status"], "/opt/status");
        Assert.Single((await ScanAsync("rootfs")).Inventory.Packages);
        Assert.Empty((await ScanAsync("rootfs", "/opt")).Inventory.Packages);
    }

    [Fact]
    public async Task More_packages_than_one_report_takes_are_a_gap_and_the_first_ones_stay()
    {
        for (var i = 0; i < 3; i++)
            Put($"{i}/requirements.txt", string.Concat(Enumerable.Range(0, 25_000).Select(p => $"p{i}-{p}==1\n")));
        var report = await ScanAsync("dir");
        Assert.Equal(50_000, report.Inventory.Packages.Count);
        var gap = Assert.Single(report.Inventory.Gaps);
        Assert.Equal((GapKind.LimitReached, "2/requirements.txt"), (gap.Kind, gap.Path));
        Assert.Contains("--exclude", gap.Reason, StringComparison.Ordinal);
        Assert.Empty((await ScanAsync("dir", "2")).Inventory.Gaps);
    }

    [Fact]
    public async Task More_places_of_the_same_packages_are_taken()
    {
        for (var i = 0; i < 5; i++)
            Put($"{i}/requirements.txt", string.Concat(Enumerable.Range(0, 20_000).Select(p => $"p{p}==1\n")));
        var report = await ScanAsync("dir");
        Assert.Empty(report.Inventory.Gaps);
        Assert.Equal((20_000, 5), (report.Inventory.Packages.Count, report.Inventory.Packages[0].Evidence.Count));
    }

    [Fact]
    public async Task A_file_with_more_bytes_than_any_is_a_gap()
    {
        Put("a.jar", "PK");
        using (var file = File.OpenHandle(_folder["tree/a.jar"], FileMode.Open, FileAccess.Write))
            RandomAccess.SetLength(file, 1L << 42);
        var gap = Assert.Single((await ScanAsync("rootfs")).Inventory.Gaps);
        Assert.Equal((GapKind.LimitReached, "a.jar"), (gap.Kind, gap.Path));
    }

    [Fact]
    public void Folders_that_the_kernel_fills_are_known_by_their_file_system() =>
        Assert.Equal(
            ["/chroot/a b/sys", "/proc"],
            KernelMounts.Parse([
                "22 28 0:20 / /proc rw,nosuid shared:5 - proc proc rw",
                @"23 28 0:21 / /chroot/a\040b/sys rw - sysfs sysfs rw",
                "24 28 0:22 / /tmp rw,nosuid shared:7 - tmpfs tmpfs rw",
                "28 1 8:1 / / rw - ext4 /dev/sda1 rw",
                "nonsense",
                "1 2 - proc",
            ]).Order(StringComparer.Ordinal));

    [Fact]
    public void A_folder_that_the_kernel_fills_is_passed_over_and_named()
    {
        Put("srv/requirements.txt", "one==1\n");
        Put("chroot/proc/requirements.txt", "two==1\n");
        var walk = new TreeWalk(_folder["tree"], new Pavior.Scan.Layers.ExtractorIndex(Extractors.All, ScanModes.Source), [], new HashSet<string> { _folder["tree/chroot/proc"] });
        Assert.Equal(["srv/requirements.txt"], walk.WantedFiles(TestContext.Current.CancellationToken).Select(w => w.Path));
        Assert.Equal(["chroot/proc"], walk.PassedOver);
    }

    [Fact]
    public async Task Excluding_from_an_image_is_an_error()
    {
        var path = new TestImage().Layer(new TarBytes().File("a", "b")).WriteOciArchive(_folder["i.tar"]);
        var options = new ScanOptions { Source = new SourceOptions { Exclude = ["a"] } };
        var refused = await Assert.ThrowsAsync<SourceException>(() => Scanner.ScanAsync(path, options, TestContext.Current.CancellationToken));
        Assert.EndsWith("this is an image", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<Report> ScanAsync(string kind, params string[] exclude) => Scanner.ScanAsync(
        $"{kind}:{_folder["tree"]}", new ScanOptions { Source = new SourceOptions { Exclude = exclude } }, TestContext.Current.CancellationToken);

    private void Put(string path, string text)
    {
        var full = _folder["tree/" + path];
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
