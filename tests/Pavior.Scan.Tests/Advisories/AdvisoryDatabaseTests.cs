using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Advisories.Store;
using Xunit;

namespace Pavior.Scan.Tests.Advisories;

public sealed class AdvisoryDatabaseTests
{
    private static readonly Advisory LeftPad = new()
    {
        Id = "GHSA-aaaa-bbbb-cccc",
        Feed = "test",
        Aliases = ["CVE-2024-0001"],
        Summary = "left-pad pads to the right",
        Published = new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero),
        Modified = new DateTimeOffset(2024, 3, 9, 0, 0, 0, TimeSpan.Zero),
        Severity = Severity.High,
        Cvss = ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"],
        Weaknesses = ["CWE-682"],
        References = ["https://example.org/left-pad"],
        Affected =
        [
            new AffectedPackage
            {
                Ecosystem = "npm",
                Name = "left-pad",
                Vulnerable = new VersionRange([VersionInterval.Before("1.1.0"), new VersionInterval("2.0.0", true, "2.0.3", true)]),
                Versions = ["3.0.0-beta"],
            },
        ],
    };

    private static readonly Advisory Distribution = new()
    {
        Id = "DSA-1-1",
        Feed = "debian",
        Covers = ["CVE-2024-0001", "CVE-2024-0002"],
        Affected = [new AffectedPackage { Ecosystem = "Debian:12", Name = "left-pad", IsSource = true, Vulnerable = new VersionRange([VersionInterval.Before("1.1-1")]) }],
    };

    [Fact]
    public void What_went_in_comes_out()
    {
        var database = Build([LeftPad, Distribution]);

        var statement = Assert.Single(database.Statements("npm", "left-pad"));
        Assert.Equal(LeftPad.Affected[0].Vulnerable, statement.Affected.Vulnerable);
        Assert.Equal(["3.0.0-beta"], statement.Affected.Versions);
        var advisory = database.Advisory(statement.Advisory);
        Assert.Equal((LeftPad.Id, "test", LeftPad.Summary, Severity.High), (advisory.Id, advisory.Feed, advisory.Summary, advisory.Severity));
        Assert.Equal((new DateOnly(2024, 3, 1), new DateOnly(2024, 3, 9)), (advisory.Published, advisory.Modified));
        Assert.Equal(LeftPad.Cvss, advisory.Cvss);
        Assert.True(Assert.Single(database.Statements("Debian:12", "left-pad")).Affected.IsSource);
        Assert.Empty(database.Statements("npm", "left"));
        Assert.Empty(database.Statements("npm", "left-pad2"));
    }

    [Fact]
    public void One_vulnerability_is_one_however_many_advisories_name_it()
    {
        var database = Build([LeftPad, Distribution, LeftPad with { Id = "PYSEC-2024-1", Aliases = ["GHSA-aaaa-bbbb-cccc"], Affected = [] }]);

        var number = Assert.Single(database.Find("PYSEC-2024-1"));
        var vulnerability = database.Vulnerability(number);
        Assert.Equal("CVE-2024-0001", vulnerability.Id);
        Assert.Equal(["GHSA-aaaa-bbbb-cccc", "PYSEC-2024-1"], vulnerability.Aliases);
        Assert.Equal(3, vulnerability.Advisories.Count);
        Assert.Equal(["CVE-2024-0001", "CVE-2024-0002"], database.Find("DSA-1-1").Select(n => database.Vulnerability(n).Id));
    }

    [Fact]
    public void Two_CVE_ids_in_one_advisory_stay_two_vulnerabilities()
    {
        var database = Build([LeftPad with { Aliases = ["CVE-2024-0001", "CVE-2024-0009"] }]);
        Assert.Equal(["CVE-2024-0001", "CVE-2024-0009"], database.Find(LeftPad.Id).Select(n => database.Vulnerability(n).Id));
    }

    [Fact]
    public void The_order_of_feeds_does_not_change_a_byte()
    {
        var other = LeftPad with { Id = "GHSA-zzzz-bbbb-cccc", Aliases = [] };
        Assert.Equal(Bytes([LeftPad, Distribution, other]), Bytes([other, Distribution, LeftPad]));
    }

    [Fact]
    public void Of_two_forms_of_an_advisory_the_later_counts_and_a_withdrawn_one_accuses_nobody()
    {
        var withdrawn = LeftPad with { Modified = LeftPad.Modified!.Value.AddDays(1), Withdrawn = LeftPad.Modified };
        var database = Build([withdrawn, LeftPad]);
        Assert.Empty(database.Statements("npm", "left-pad"));
        Assert.NotNull(database.Advisory(0).Withdrawn);
    }

    [Fact]
    public void No_byte_of_a_database_can_change_without_being_noticed_by_whoever_reads_it()
    {
        var whole = Bytes([LeftPad, Distribution]);
        AskEverything(whole);
        for (var at = 0; at < whole.Length; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 1;
            Assert.StartsWith("test.db", Assert.Throws<ParseException>(() => AskEverything(damaged)).Message, StringComparison.Ordinal);
            Assert.Throws<ParseException>(() => AskEverything(whole[..at]));
        }

        Assert.Throws<ParseException>(() => AskEverything([.. whole, 0]));
    }

    [Fact]
    public void What_lies_over_the_border_of_two_blocks_comes_out_whole_and_a_damaged_block_is_named_when_it_is_touched()
    {
        Advisory[] many = [.. Enumerable.Range(0, 3_000).Select(i => LeftPad with
        {
            Id = $"GHSA-{i}",
            Aliases = [],
            Summary = $"left-pad {i} {new string((char)('a' + (i % 26)), 50)}",
            Affected = [LeftPad.Affected[0] with { Name = $"left-pad-{i}" }],
        })];
        var bytes = Bytes(many);
        Assert.True(bytes.Length > 4 * DatabaseFormat.BlockLength);
        using (var database = AdvisoryDatabase.Open(new MemoryFileContent("test.db", bytes)))
        {
            foreach (var advisory in many)
            {
                var statement = Assert.Single(database.Statements("npm", advisory.Affected[0].Name));
                Assert.Equal(LeftPad.Affected[0].Vulnerable, statement.Affected.Vulnerable);
                Assert.Equal(advisory.Summary, database.Advisory(statement.Advisory).Summary);
            }

            using var copy = new MemoryStream();
            database.CopyTo(copy);
            Assert.Equal(bytes, copy.ToArray());
        }

        bytes[(2 * DatabaseFormat.BlockLength) + 5] ^= 0x20;
        using var damaged = AdvisoryDatabase.Open(new MemoryFileContent("test.db", bytes));
        Assert.Equal("test", Assert.Single(damaged.Feeds()).Id);
        var refused = Assert.Throws<ParseException>(() => many.Select(Of).ToArray());
        Assert.StartsWith("test.db, byte 131072: expected 65536 bytes of the SHA-256 that the end of the file states", refused.Message, StringComparison.Ordinal);

        StoredAdvisory Of(Advisory advisory) => damaged.Advisory(Assert.Single(damaged.Statements("npm", advisory.Affected[0].Name)).Advisory);
    }

    [Fact]
    public void A_database_of_another_format_says_what_to_do()
    {
        var old = Bytes([LeftPad]);
        old[8] = 1;

        Assert.Equal(
            "test.db: a database of format 1, and this program reads format 2; run: pavior db update",
            Assert.Throws<ParseException>(() => AdvisoryDatabase.Open(new MemoryFileContent("test.db", old))).Message);
    }

    [Fact]
    public void Feeds_that_say_more_than_memory_holds_end_the_build()
    {
        var builder = new DatabaseBuilder(100_000);
        var sink = new FeedSink();
        for (var i = 0; i < 1_000; i++)
            sink.Add(LeftPad with { Id = $"GHSA-{i}" });

        Assert.StartsWith("test: with it the feeds say more than 100000 bytes", Assert.Throws<SourceException>(() => builder.Add(new NoFeed(), sink)).Message, StringComparison.Ordinal);
    }

    /// <summary>Asks everything that can be asked.</summary>
    private static void AskEverything(byte[] bytes)
    {
        using var database = AdvisoryDatabase.Open(new MemoryFileContent("test.db", bytes));
        foreach (var statement in database.Statements("npm", "left-pad"))
            database.Advisory(statement.Advisory);
        for (var i = 0; i < database.VulnerabilityCount; i++)
            database.Vulnerability(i);
        database.Find("GHSA-aaaa-bbbb-cccc");
        database.Feeds();
        database.Verify();
    }

    private static AdvisoryDatabase Build(Advisory[] advisories) => AdvisoryDatabase.Open(new MemoryFileContent("test.db", Bytes(advisories)));

    private static byte[] Bytes(Advisory[] advisories)
    {
        var builder = new DatabaseBuilder();
        foreach (var advisory in advisories)
        {
            var sink = new FeedSink();
            sink.Add(advisory);
            builder.Add(new NoFeed(), sink);
        }

        using var bytes = new MemoryStream();
        builder.Write(bytes);
        return bytes.ToArray();
    }

    private sealed class NoFeed : AdvisoryFeed
    {
        public override string Id => "test";

        public override string Title => "A feed for tests";

        public override bool Recognises(string path, ReadOnlySpan<byte> head) => false;

        public override void Read(FileContent file, FeedSink sink)
        {
        }
    }
}
