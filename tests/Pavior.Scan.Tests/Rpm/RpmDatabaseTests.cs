using Pavior.Core;
using Pavior.Scan.Rpm;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Rpm;

public sealed class RpmDatabaseTests
{
    /// <summary>The same packages in each store: written by rpm 4.16 (Berkeley DB), 4.18 (SQLite) and 6.1 (ndb, SQLite), converted by db5.3_load and sqlite3.</summary>
    public static TheoryData<string> Databases { get; } =
    [
        "sqlite/rpmdb.sqlite", "sqlite-512/rpmdb.sqlite", "sqlite-65536/rpmdb.sqlite", "sqlite6/rpmdb.sqlite",
        "ndb/Packages.db", "bdb/Packages", "bdb-big-endian/Packages", "bdb-btree/Packages",
    ];

    [Theory]
    [MemberData(nameof(Databases))]
    public void The_list_is_that_of_rpm_without_keys(string database)
    {
        var found = Read(database);

        Assert.Empty(found.Gaps);
        Assert.Equal(RpmTruth.Expected(Text("rpm/expected.txt")), RpmTruth.Lines(found.Packages));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void The_owned_files_are_those_of_rpm(string database) =>
        Assert.Equal(RpmTruth.ExpectedFiles(Text("rpm/expected-files.txt")), RpmTruth.FileLines(Read(database).Packages));

    [Fact]
    public void The_epoch_and_architecture_are_qualifiers()
    {
        var package = Read("ndb/Packages.db").Packages.Single(p => p.Name == "openssl-libs");

        Assert.Equal("pkg:rpm/openssl-libs@3.0.7-24.el9?arch=x86_64&epoch=1", package.Purl.ToString());
        Assert.Equal(new SourcePackage("openssl", "3.0.7-24.el9"), package.Source);
    }

    [Fact]
    public void The_module_of_a_package_is_kept()
    {
        var package = Read("bdb/Packages").Packages.Single(p => p.Name == "nodejs");

        Assert.Equal("nodejs:18:8090020240314104426:a75119d5", package.Properties["rpm:modularity"]);
    }

    [Fact]
    public void Requirements_are_names_of_installed_packages()
    {
        var package = Read("sqlite/rpmdb.sqlite").Packages.Single(p => p.Name == "bash");

        Assert.Equal(["glibc"], package.Requires);
    }

    [Fact]
    public void A_write_ahead_log_with_content_is_a_gap()
    {
        var found = ExtractorRun.Over(new RpmDatabaseExtractor(), "var/lib/rpm/rpmdb.sqlite-wal", "x");

        var gap = Assert.Single(found.Gaps);
        Assert.Equal(GapKind.Unsupported, gap.Kind);
    }

    [Fact]
    public void Empty_files_say_nothing()
    {
        var found = ExtractorRun.Over(new RpmDatabaseExtractor(), "var/lib/rpm/rpmdb.sqlite-wal", "");

        Assert.Empty(found.Gaps);
    }

    [Fact]
    public void A_file_of_another_kind_is_a_gap()
    {
        var found = ExtractorRun.Over(new RpmDatabaseExtractor(), "var/lib/rpm/Packages", new byte[4096]);

        Assert.Equal("var/lib/rpm/Packages, byte 12: expected the magic number of a Berkeley DB hash or b-tree", Assert.Single(found.Gaps).Reason);
    }

    [Fact]
    public void One_damaged_header_leaves_the_others()
    {
        var bytes = RpmTruth.Unzip("rpm/ndb/Packages.db.gz");
        var whole = Read("ndb/Packages.db").Packages.Count;
        var start = bytes.AsSpan().LastIndexOf("BlbS"u8);
        bytes[start] = (byte)'X';

        var found = ExtractorRun.Over(new RpmDatabaseExtractor(), "usr/lib/sysimage/rpm/Packages.db", bytes);

        Assert.Equal(whole - 1, found.Packages.Count);
        Assert.Single(found.Gaps);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_database_cut_short_is_told(string database)
    {
        var bytes = RpmTruth.Unzip($"rpm/{database}.gz");

        var found = ExtractorRun.Over(new RpmDatabaseExtractor(), "var/lib/rpm/x", bytes.AsMemory(0, bytes.Length / 10));

        Assert.NotEmpty(found.Gaps);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void No_mutation_throws(string database)
    {
        var seed = RpmTruth.Unzip($"rpm/{database}.gz");
        Mutations.Run(seed, 250, bytes => ExtractorRun.Over(new RpmDatabaseExtractor(), "var/lib/rpm/x", bytes));
    }

    [Fact]
    public void The_lists_of_real_images_are_those_of_rpm()
    {
        var archive = SharedFolder.TryFind("corpora/rpmdb.tar.zst") ?? "";
        Assert.SkipWhen(archive.Length == 0, "corpora/rpmdb.tar.zst is not there");
        var mariner = RpmCorpus.Read(archive, "rpmdb/cbl-mariner-2.0/rpmdb.sqlite");
        var libuuid = RpmCorpus.Read(archive, "rpmdb/libuuid/Packages");

        Assert.Equal(RpmTruth.Expected(Text("rpm/mariner-expected.txt")), RpmTruth.Lines(mariner.Packages));
        Assert.Empty(mariner.Gaps);
        Assert.Equal(RpmTruth.Expected(Text("rpm/libuuid-expected.txt")), RpmTruth.Lines(libuuid.Packages));
        Assert.Empty(libuuid.Gaps);
    }

    private static Extraction Read(string database) =>
        ExtractorRun.Over(new RpmDatabaseExtractor(), "var/lib/rpm/" + Path.GetFileName(database), RpmTruth.Unzip($"rpm/{database}.gz"));

    private static string Text(string fixture) => File.ReadAllText(Repository.Fixture("Pavior.Scan.Tests", fixture));
}
