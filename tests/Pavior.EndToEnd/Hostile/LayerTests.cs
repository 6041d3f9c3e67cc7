using Pavior.Testing;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Layer tars that no honest builder writes.</summary>
public sealed class LayerTests : HostileInput
{
    private const string Package = """{"name":"left-pad","version":"1.3.0"}""";
    private const string Place = "srv/node_modules/left-pad/package.json";
    private const string Purl = "pkg:npm/left-pad@1.3.0";
    private const string Status = "Package: adduser\nStatus: install ok installed\nVersion: 3.134\nArchitecture: all\n\n";
    private const long TenGigabytes = 10_000_000_000;

    [Fact]
    public void A_name_that_climbs_out_is_clamped_and_said()
    {
        var run = Incomplete(Image("../../../../" + Place, Package), "leads out of the layer", Place);
        Assert.Equal([Purl], run.Purls);
    }

    [Fact]
    public void An_absolute_name_is_a_name_below_the_root() => Read(Image("/" + Place, Package), Purl);

    [Fact]
    public void A_package_database_behind_links_in_a_ring_is_no_database() =>
        Read(Image(new TarBytes().Link("var/lib/dpkg", "../lib2/dpkg").Link("var/lib2", "lib").Link("lib/apk", "apk").Link("etc/os-release", "os-release")));

    [Fact]
    public void A_package_database_behind_links_in_circles_that_cross_layers_is_no_database() =>
        Read(Box.InputFile("i.tar", new TestImage()
            .Layer(new TarBytes().Link("var/lib", "/a").Link("a", "/b"))
            .Layer(new TarBytes().Link("b", "/c/d/e").Link("c", "/var/lib"))));

    [Fact]
    public void A_package_database_linked_to_outside_is_the_one_inside()
    {
        var tar = new TarBytes().Link("var/lib/dpkg/status", "../../../../../../../../opt/status").File("opt/status", Status);
        Read(Image(tar), "pkg:deb/adduser@3.134?arch=all");
    }

    [Fact]
    public void A_package_database_linked_to_the_machines_own_is_not_read() =>
        Read(Image(new TarBytes().Link("var/lib/dpkg/status", "/proc/self/root/var/lib/dpkg/status")));

    [Fact]
    public void A_hard_link_to_nothing_is_a_gap() =>
        Incomplete(Image(new TarBytes().HardLink(Place, "nowhere/package.json")), Place, "nowhere/package.json");

    [Fact]
    public void Hard_links_in_a_ring_are_gaps() =>
        Incomplete(Image(new TarBytes().HardLink(Place, "srv/node_modules/b/package.json").HardLink("srv/node_modules/b/package.json", Place)), Place);

    [Fact]
    public void A_hard_link_before_the_place_where_the_layer_is_damaged_is_a_gap() =>
        Incomplete(
            Image([.. new TarBytes().HardLink(Place, "nowhere").ToArrayWithoutEnd(), .. ArchiveTests.Noise(1024)]),
            "layer 0", "checksum");

    [Fact]
    public void A_header_with_a_wrong_checksum_is_a_gap()
    {
        var header = TarBytes.Header("etc/x", '0', 0);
        header[0] ^= 1;
        var run = Incomplete(Image(new TarBytes().File(Place, Package).Raw(header)), "layer 0", "checksum");
        Assert.Equal([Purl], run.Purls);
    }

    [Fact]
    public void A_file_longer_than_the_layer_is_a_gap() =>
        Incomplete(Image(new TarBytes().Raw(TarBytes.Header(Place, '0', 8L * 1024 * 1024 * 1024 - 1)).Padded("{}"u8)), "layer 0", "ends");

    [Fact]
    public void A_negative_size_is_a_gap() =>
        Incomplete(Image(new TarBytes().Raw(TarBytes.Header(Place, '0', 0, change: h => h.AsSpan(124, 12).Fill(0xff)))), "layer 0", "size");

    [Fact]
    public void A_size_beyond_all_files_is_a_gap() =>
        Incomplete(Image(new TarBytes().Raw(TarBytes.Header(Place, '0', 0, change: h => { h.AsSpan(124, 12).Fill(0xff); h[124] = 0x80; }))), "layer 0", "size");

    [Fact]
    public void A_pax_size_beyond_all_files_is_a_gap() =>
        Incomplete(Image(new TarBytes().Pax(("size", "9223372036854775807")).File(Place, Package)), "layer 0", "size");

    [Fact]
    public void A_damaged_pax_record_is_a_gap() =>
        Incomplete(Image(new TarBytes().Raw(TarBytes.Header("x", 'x', 20)).Padded("99999999 path=aaaaa\n"u8).File(Place, Package)), "layer 0", "pax record");

    [Fact]
    public void A_path_of_a_megabyte_is_a_gap() =>
        Incomplete(Image(new TarBytes().Pax(("path", new string('a', 1_000_000))).File("x", "y")), "layer 0");

    [Fact]
    public void A_gnu_name_of_a_megabyte_is_a_gap() =>
        Incomplete(Image(new TarBytes().GnuLong('L', new string('a', 1_000_000)).File("x", "y")), "layer 0", "limit");

    [Fact]
    public void Extension_headers_without_end_are_a_gap()
    {
        var tar = new TarBytes();
        for (var i = 0; i < 1000; i++)
            tar.Pax(("path", $"p{i}"));
        Incomplete(Image(tar.File("x", "y")), "layer 0", "extension headers");
    }

    [Fact]
    public void A_layer_that_ends_inside_a_file_is_a_gap_and_what_came_before_stays()
    {
        var tar = new TarBytes().File(Place, Package).Raw(TarBytes.Header("big", '0', 100_000)).Raw(new byte[700]);
        var run = Incomplete(Image(tar.ToArrayWithoutEnd()), "layer 0", "ends");
        Assert.Equal([Purl], run.Purls);
    }

    [Fact]
    public void A_gzip_layer_that_ends_early_is_a_gap_and_what_came_before_stays()
    {
        var image = new TestImage().Layer(new TarBytes().File(Place, Package).File("noise", ArchiveTests.Noise(500_000)));
        image.Pack = tar => TestImage.Gzip(tar)[..^100_000];
        var run = Incomplete(Box.InputFile("i.tar", image), "layer 0");
        Assert.Equal([Purl], run.Purls);
    }

    [Fact]
    public void A_zstd_layer_that_ends_early_is_a_gap_and_what_came_before_stays()
    {
        var image = new TestImage().Layer(new TarBytes().File(Place, Package).File("noise", ArchiveTests.Noise(500_000)));
        image.Pack = tar => Zstd(tar)[..^100_000];
        var run = Incomplete(Box.InputFile("i.tar", image), "layer 0");
        Assert.Equal([Purl], run.Purls);
    }

    [Fact]
    public void A_gzip_layer_with_noise_after_its_end_is_refused_or_a_gap()
    {
        var image = new TestImage().Layer(new TarBytes().File(Place, Package).Padded(new byte[200_000]));
        image.Pack = tar => [.. TestImage.Gzip(tar)[..^40], .. ArchiveTests.Noise(300)];
        Incomplete(Box.InputFile("i.tar", image), "layer 0");
    }

    [Fact]
    public void A_layer_packed_in_a_way_that_no_specification_knows_is_a_gap()
    {
        var image = new TestImage().Layer(new TarBytes().File(Place, Package));
        image.Pack = tar => [.. "BZh91AY&SY"u8, .. tar];
        Incomplete(Box.InputFile("i.tar", image), "layer 0", "Bzip2");
    }

    [Fact]
    public void A_sparse_file_of_ten_gigabytes_in_the_old_format_is_a_gap()
    {
        var header = TarBytes.Header(Place, 'S', 512, change: h =>
        {
            TarBytes.BigNumber(h, 386, TenGigabytes - 512);
            TarBytes.BigNumber(h, 398, 512);
            TarBytes.BigNumber(h, 483, TenGigabytes);
        });
        Incomplete(Image(new TarBytes().Raw(header).Padded(new byte[512])), Place, "limit");
    }

    [Fact]
    public void A_sparse_file_of_ten_gigabytes_in_the_pax_format_is_a_gap()
    {
        var tar = new TarBytes()
            .Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", Place), ("GNU.sparse.realsize", $"{TenGigabytes}"))
            .Raw(TarBytes.Header("GNUSparseFile.0/package.json", '0', 1024))
            .Padded("1\n9999999488\n512\n"u8).Padded(new byte[512]);
        Incomplete(Image(tar), Place, "limit");
    }

    [Fact]
    public void A_sparse_file_larger_than_all_disks_is_a_gap()
    {
        var tar = new TarBytes()
            .Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", Place), ("GNU.sparse.realsize", $"{long.MaxValue}"))
            .Raw(TarBytes.Header("GNUSparseFile.0/package.json", '0', 512))
            .Padded("0\n"u8);
        Incomplete(Image(tar), Place, "limit");
    }

    [Fact]
    public void A_sparse_map_that_runs_backwards_is_a_gap() =>
        Incomplete(
            Image(new TarBytes().Pax(("GNU.sparse.map", "1000,512,0,512"), ("GNU.sparse.size", "2000")).File(Place, new byte[1024])),
            "layer 0", "sparse map");

    [Fact]
    public void A_hundred_thousand_whiteouts_remove_what_they_name_and_nothing_else()
    {
        var whiteouts = new TarBytes();
        for (var i = 0; i < 100_000; i++)
            whiteouts.Raw(TarBytes.Header($"srv/node_modules/.wh.p{i}", '0', 0));
        var first = new TarBytes().File(Place, Package).File("srv/node_modules/p7/package.json", """{"name":"p7","version":"1.0.0"}""");
        Read(Box.InputFile("i.tar", new TestImage().Layer(first).Layer(whiteouts)), Purl);
    }

    [Fact]
    public void An_opaque_root_removes_everything_below_it() =>
        Read(Box.InputFile("i.tar", new TestImage().Layer(new TarBytes().File(Place, Package)).Layer(new TarBytes().File(".wh..wh..opq", ""))));

    [Fact]
    public void Whiteouts_of_the_root_and_of_nothing_remove_nothing() =>
        Read(
            Box.InputFile("i.tar", new TestImage()
                .Layer(new TarBytes().File(Place, Package))
                .Layer(new TarBytes().File(".wh.", "").File(".wh..", "").File(".wh...", "").File("srv/.wh.", "").File("srv/.wh..", ""))),
            Purl);

    [Fact]
    public void A_hundred_thousand_names_that_climb_out_are_gaps()
    {
        var tar = new TarBytes();
        for (var i = 0; i < 100_000; i++)
            tar.Raw(TarBytes.Header($"../../x{i}", '0', 0));
        Incomplete(Image(tar), "leads out");
    }

    [Fact]
    public void Devices_and_pipes_in_a_layer_are_no_files() =>
        Read(Image(new TarBytes()
            .Raw(TarBytes.Header("a/node_modules/x/package.json", '3', 0))
            .Raw(TarBytes.Header("b/node_modules/x/package.json", '4', 0))
            .Raw(TarBytes.Header("c/node_modules/x/package.json", '6', 0))
            .File(Place, Package)), Purl);

    private static byte[] Zstd(byte[] bytes)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(bytes).ToArray();
    }
}
