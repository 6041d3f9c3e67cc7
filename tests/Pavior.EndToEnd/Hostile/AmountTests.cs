using System.Text;
using Pavior.Testing;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Images in which everything is well formed, but there is too much of it.</summary>
public sealed class AmountTests : HostileInput
{
    [Fact]
    public void A_layer_of_millions_of_entries_is_refused() =>
        Refused(Repeated(TarBytes.Header("srv/file", '0', 0), 10_000, 500), "4000000 entries");

    [Fact]
    public void A_layer_of_millions_of_links_is_refused() =>
        Refused(Repeated(TarBytes.Header("srv/link", '2', 0, "elsewhere"), 10_000, 100), "links and whiteouts");

    [Fact]
    public void A_layer_of_millions_of_whiteouts_is_refused() =>
        Refused(Repeated(TarBytes.Header("srv/.wh.gone", '0', 0), 10_000, 100), "links and whiteouts");

    [Fact]
    public void A_database_of_hundreds_of_thousands_of_packages_is_a_gap() =>
        Incomplete(Image("lib/apk/db/installed", Apk(150_000)), "lib/apk/db/installed", "more than 30000 packages");

    [Fact]
    public void Layers_of_hundreds_of_thousands_of_packages_together_are_refused()
    {
        var image = new TestImage();
        for (var i = 0; i < 8; i++)
            image.Layer(new TarBytes().File("lib/apk/db/installed", Apk(29_000 + i)));
        Refused(Box.InputFile("i.tar", image), "200000 packages");
    }

    [Fact]
    public void Folders_of_hundreds_of_thousands_of_packages_together_are_read_as_far_as_memory_goes()
    {
        for (var i = 0; i < 6; i++)
            Box.InputFile($"tree/{i}/requirements.txt", string.Concat(Enumerable.Range(0, 25_000).Select(p => $"p{p}==1.{i}\n")));
        var run = Incomplete(Box.InputPath("tree"), "60000 packages", "2/requirements.txt", "--exclude");
        Assert.Equal(50_000, run.Purls.Length);
    }

    [Fact]
    public void A_hundred_thousand_places_of_the_same_packages_stay_within_memory()
    {
        for (var i = 0; i < 7; i++)
            Box.InputFile($"tree/{i}/requirements.txt", string.Concat(Enumerable.Range(0, 22_000).Select(p => $"p{p}==1\n")));
        foreach (var format in new[] { "json", "spdx-3.0", "cyclonedx" })
        {
            var run = Scan(Box.InputPath("tree"), format);
            Assert.True(run.ExitCode == 0, run.ToString());
            Harmless(run);
        }
    }

    [Fact]
    public void One_layer_named_hundreds_of_times_is_unpacked_once()
    {
        var image = new TestImage();
        var layer = new TarBytes().File("a", "b").ToArray();
        for (var i = 0; i < 400; i++)
            image.Layer(layer);
        var packed = Bombs.GzipZeros(500, layer.AsSpan(0, 1024));
        image.Pack = _ => packed;
        var run = Scan(Box.InputFile("i.tar", image));
        Assert.True(run.ExitCode is 2, run.ToString());
        Assert.True(run.Seconds < 20, run.ToString());
        Harmless(run);
    }

    [Fact]
    public void Deep_paths_without_end_are_a_gap()
    {
        var tar = new TarBytes();
        for (var i = 0; i < 40; i++)
            tar.Pax(("path", $"b{i}/" + string.Concat(Enumerable.Repeat("a/", 7900)) + "node_modules/a/package.json")).File("x", """{"name":"a","version":"1.0.0"}""");
        Incomplete(Box.InputFile("i.tar", new TestImage().Layer(tar).Layer(new TarBytes().File("q", "1"))), "deeper than 128 folders");
    }

    [Fact]
    public void Long_sparse_files_without_end_are_refused_at_once()
    {
        var tar = new TarBytes();
        for (var i = 0; i < 20; i++)
            tar.Pax(("GNU.sparse.map", "0,0"), ("GNU.sparse.size", $"{60L << 30}")).File($"{i}.jar", "");
        Refused(Image(tar), "bytes of long files");
    }

    [Fact]
    public void One_sparse_file_of_single_bytes_takes_little_of_the_disk()
    {
        const int stretches = 2000;
        const long apart = 512 * 1024;
        var map = string.Join(',', Enumerable.Range(0, stretches).Select(i => $"{i * apart},1"));
        var tar = new TarBytes().Pax(("GNU.sparse.map", map), ("GNU.sparse.size", $"{stretches * apart}")).File("a.jar", new string('x', stretches));
        var run = Incomplete(Image(tar), "a.jar");
        Assert.True(run.Seconds < 20, run.ToString());
    }

    [Fact]
    public void As_many_packages_as_are_allowed_stay_within_memory()
    {
        var image = new TestImage();
        for (var i = 0; i < 6; i++)
            image.Layer(new TarBytes().File("lib/apk/db/installed", Apk(29_000 + i)));
        var run = Scan(Box.InputFile("i.tar", image), "cyclonedx-1.6");
        Assert.True(run.ExitCode == 0, run.ToString());
        Harmless(run);
    }

    [Fact]
    public void File_lists_of_hundreds_of_megabytes_are_refused()
    {
        var list = new string('a', 99) + "\n";
        var lists = new TarBytes();
        for (var i = 0; i < 10; i++)
            lists.File($"var/lib/dpkg/info/p{i}.list", string.Concat(Enumerable.Repeat(list, 150_000)));
        Refused(Image(lists), "bytes of file lists");
    }

    [Fact]
    public void A_file_list_longer_than_any_real_one_is_a_gap()
    {
        var run = Scan(Image(new TarBytes().File("var/lib/dpkg/info/p.list", string.Concat(Enumerable.Repeat("/usr/share/a\n", 2_000_000)))), "json");
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Contains("var/lib/dpkg/info/p.list: 26000000 bytes, more than the limit of 16777216", run.Output, StringComparison.Ordinal);
        Harmless(run);
    }

    [Fact]
    public void A_hundred_thousand_files_that_cannot_be_read_are_counted()
    {
        var tar = new TarBytes();
        for (var i = 0; i < 100_000; i++)
            tar.File($"{i}/node_modules/a/package.json", "x");
        var run = Scan(Image(tar), "json");
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Contains(": 99000 more gaps, the first of them in 1000/node_modules/a/package.json; 1000 at most are listed", run.Output, StringComparison.Ordinal);
        Harmless(run);
    }

    [Fact]
    public void A_thousand_layers_are_read()
    {
        var image = new TestImage();
        for (var i = 0; i < 1000; i++)
            image.Layer(new TarBytes().File("srv/node_modules/a/package.json", $$"""{"name":"a","version":"1.0.{{i}}"}"""));
        Read(Box.InputFile("i.tar", image), "pkg:npm/a@1.0.999");
    }

    private static string Apk(int packages)
    {
        var text = new StringBuilder();
        for (var i = 0; i < packages; i++)
            text.Append($"P:p{i}\nV:1\n\n");
        return text.ToString();
    }

    /// <summary>A layer of which the test holds little: the same entries in one gzip member after the other.</summary>
    private string Repeated(byte[] header, int inMember, int members)
    {
        var member = TestImage.Gzip([.. Enumerable.Range(0, inMember).SelectMany(_ => header)]);
        var image = new TestImage().Layer(new TarBytes().File("a", "b"));
        image.Pack = _ => [.. Enumerable.Range(0, members).SelectMany(_ => member)];
        return Box.InputFile("i.tar", image);
    }
}
