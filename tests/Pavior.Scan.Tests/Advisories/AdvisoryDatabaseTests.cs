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
    public void A_damaged_database_is_refused_or_gives_other_words_and_never_anything_worse()
    {
        var whole = Bytes([LeftPad, Distribution]);
        var refused = 0;
        for (var at = 0; at < whole.Length; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0xff;
            refused += Survives(damaged) ? 0 : 1;
            refused += Survives(whole[..at]) ? 0 : 1;
        }

        Assert.True(refused > whole.Length, $"{refused} of {2 * whole.Length} damaged databases were noticed");
    }

    /// <summary>Asks everything that can be asked; false when the damage was noticed.</summary>
    internal static bool Survives(byte[] bytes)
    {
        try
        {
            var database = AdvisoryDatabase.FromMemory(bytes, "test.db");
            foreach (var statement in database.Statements("npm", "left-pad"))
                database.Advisory(statement.Advisory);
            for (var i = 0; i < Math.Min(database.VulnerabilityCount, 100); i++)
                database.Vulnerability(i);
            database.Find("GHSA-aaaa-bbbb-cccc");
            database.Feeds();
            database.Verify();
            return true;
        }
        catch (ParseException)
        {
            return false;
        }
    }

    private static AdvisoryDatabase Build(Advisory[] advisories) => AdvisoryDatabase.FromMemory(Bytes(advisories), "test.db");

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
