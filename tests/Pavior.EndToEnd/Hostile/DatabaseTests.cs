using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Pavior.Testing;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Package databases that are damaged, endless or larger than any real one.</summary>
public sealed class DatabaseTests : HostileInput
{
    [Fact]
    public void A_dpkg_status_that_ends_inside_a_record_is_a_gap() =>
        Incomplete(Image("var/lib/dpkg/status", "Package: adduser\nStatus: install ok installed\nVer"), "var/lib/dpkg/status", "line");

    [Fact]
    public void A_dpkg_status_of_noise_is_a_gap() => Incomplete(Image("var/lib/dpkg/status", ArchiveTests.Noise(5000)), "var/lib/dpkg/status");

    [Fact]
    public void A_dpkg_status_beyond_the_limit_is_a_gap() =>
        Incomplete(Packed("var/lib/dpkg/status", Many("Package: p{0}\nStatus: install ok installed\nVersion: 1\nDescription: " + new string('x', 900) + "\n\n", 75_000)), "var/lib/dpkg/status", "limit");

    [Fact]
    public void A_dpkg_file_list_named_out_of_its_folder_owns_nothing() =>
        Assert.Empty(Incomplete(Image("var/lib/dpkg/info/../../../../../etc/shadow.list", "/etc/shadow\n"), "leads out").Purls);

    [Fact]
    public void An_apk_database_of_noise_is_a_gap() => Incomplete(Image("lib/apk/db/installed", ArchiveTests.Noise(5000)), "lib/apk/db/installed");

    [Fact]
    public void An_apk_database_that_ends_inside_a_record_keeps_what_it_says()
    {
        var run = Scan(Image("lib/apk/db/installed", "P:musl\nV:1.2.5-r0\nA:x86_64\n\nP:zlib\nV:"));
        Assert.True(run.ExitCode is 3, run.ToString());
        Assert.Contains("pkg:apk/musl@1.2.5-r0?arch=x86_64", run.Purls);
        Harmless(run);
    }

    [Fact]
    public void An_apk_database_beyond_the_limit_is_a_gap() =>
        Incomplete(Packed("lib/apk/db/installed", Many("P:p{0}\nV:1\nA:x86_64\nT:" + new string('x', 900) + "\n\n", 75_000)), "lib/apk/db/installed", "limit");

    [Theory]
    [InlineData("sqlite/rpmdb.sqlite.gz", "var/lib/rpm/rpmdb.sqlite")]
    [InlineData("ndb/Packages.db.gz", "var/lib/rpm/Packages.db")]
    [InlineData("bdb/Packages.gz", "var/lib/rpm/Packages")]
    [InlineData("bdb-btree/Packages.gz", "var/lib/rpm/Packages")]
    public void An_rpm_database_cut_in_half_is_a_gap(string fixture, string place)
    {
        var whole = Fixture(fixture);
        Incomplete(Image(place, whole.AsSpan(0, whole.Length / 2)), place);
    }

    [Theory]
    [InlineData("sqlite/rpmdb.sqlite.gz", "var/lib/rpm/rpmdb.sqlite")]
    [InlineData("ndb/Packages.db.gz", "var/lib/rpm/Packages.db")]
    [InlineData("bdb/Packages.gz", "var/lib/rpm/Packages")]
    public void An_rpm_database_of_noise_behind_its_header_is_a_gap(string fixture, string place)
    {
        var bytes = Fixture(fixture);
        ArchiveTests.Noise(bytes.Length - 600).CopyTo(bytes.AsSpan(600));
        Incomplete(Image(place, bytes), place);
    }

    [Fact]
    public void An_sqlite_tree_whose_pages_are_their_own_children_is_a_gap()
    {
        var bytes = Fixture("sqlite/rpmdb.sqlite.gz");
        var page = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(16)) is 1 ? 65536 : BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(16));
        for (var number = 2; number <= bytes.Length / page; number++)
        {
            // An interior table page whose right-most child is itself.
            var header = bytes.AsSpan((number - 1) * page, page);
            header.Clear();
            header[0] = 5;
            BinaryPrimitives.WriteUInt32BigEndian(header[8..], (uint)number);
        }

        Incomplete(Image("var/lib/rpm/rpmdb.sqlite", bytes), "rpmdb.sqlite");
    }

    [Fact]
    public void A_berkeley_chain_of_pages_in_a_ring_is_a_gap()
    {
        var bytes = Fixture("bdb/Packages.gz");
        var page = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(20));
        for (var at = page; at < bytes.Length; at += page)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at + 16), at / page);
        Incomplete(Image("var/lib/rpm/Packages", bytes), "var/lib/rpm/Packages");
    }

    private static byte[] Fixture(string name)
    {
        using var gzip = new GZipStream(File.OpenRead(Repository.Fixture("Pavior.Scan.Tests", "rpm/" + name)), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Many(string record, int count)
    {
        var text = new StringBuilder();
        var format = CompositeFormat.Parse(record);
        for (var i = 0; i < count; i++)
            text.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, format, i);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private string Packed(string path, byte[] content)
    {
        var tar = new byte[512 + content.Length + (512 - content.Length % 512) % 512 + 1024];
        TarBytes.Header(path, '0', content.Length).CopyTo(tar, 0);
        content.CopyTo(tar, 512);
        return Image(tar);
    }
}
