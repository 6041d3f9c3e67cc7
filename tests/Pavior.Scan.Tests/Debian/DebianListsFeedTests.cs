using System.IO.Compression;
using System.Text;
using Pavior.Core;
using Pavior.Scan.Debian;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Debian;

public sealed class DebianListsFeedTests
{
    [Fact]
    public void An_advisory_covers_its_vulnerabilities_and_names_the_fix_for_each_release() =>
        Assert.Equal(
            """
            DSA-9002-1[CVE-2023-1001 CVE-2023-1002] Debian:10 src:brick Affected (, 2:1.2-3+deb10u1)
            DSA-9002-1[CVE-2023-1001 CVE-2023-1002] Debian:11 src:brick Affected (, 2:1.4-1+deb11u2) Medium
            DSA-9002-1[CVE-2023-1001 CVE-2023-1002] Debian:11 src:brick-signed NotAffected (, )
            DLA-9001-1[CVE-2023-1001] Debian:9 src:brick Affected (, 1.0~rc1-1)
            DTSA-1-1[CVE-2005-2626 CVE-2005-2627] Debian:4 src:kismet Affected (, 2005.08.R1-0.1etch1) High
            """,
            DistributionFeedRun.Lines(DistributionFeedRun.Over(new DebianListsFeed(), "DSA/list", """
                [29 Mar 2023] DSA-9002-1 brick brick-signed - security update
                	{CVE-2023-1001 CVE-2023-1002}
                	[buster] - brick 2:1.2-3+deb10u1
                        [bullseye] - brick  2:1.4-1+deb11u2 (bug #900001; medium)
                	[bullseye] - brick-signed <not-affected> (Vulnerable code not present)
                	NOTE: not fixed in testing at time of DSA
                [28 Mar 2023] DLA-9001-1 brick - security update
                	{CVE-2023-1001}
                	[stretch] - brick 1.0~rc1-1
                [August 26th, 2005] DTSA-1-1 kismet - various
                	{CVE-2005-2626 CVE-2005-2627 }
                	[etch] - kismet 2005.08.R1-0.1etch1 (high)
                """)));

    [Fact]
    public void The_date_the_text_and_the_page_of_an_advisory_are_kept()
    {
        var advisory = Assert.Single(Read("[05 Jan 2023] DSA-9003-1 brick - security update\n\t{CVE-2023-1003}\n\t[buster] - brick 1\n").Advisories);

        Assert.Equal(new DateTimeOffset(2023, 1, 5, 0, 0, 0, TimeSpan.Zero), advisory.Published);
        Assert.Equal("brick - security update", advisory.Summary);
        Assert.Equal("https://security-tracker.debian.org/tracker/DSA-9003-1", Assert.Single(advisory.References));
    }

    [Fact]
    public void A_repair_of_an_earlier_fix_is_no_vulnerability() =>
        Assert.Equal(AdvisoryKind.Informational, Assert.Single(Read("[05 Jan 2023] DSA-9003-2 brick - regression update\n\t[buster] - brick 2\n").Advisories).Kind);

    [Fact]
    public void A_release_that_is_newer_than_this_program_is_called_by_its_name() =>
        Assert.Equal("CVE-2031-1000 Debian:sesame src:brick Affected (, 2)", DistributionFeedRun.Lines(Read("CVE-2031-1000 (x)\n\t[sesame] - brick 2\n")));

    [Fact]
    public void An_announcement_about_no_package_says_nothing()
    {
        var sink = Read("[18 Apr 2018] DSA-4205-1 jessie end-of-life\n\tNOTE: end of security support for jessie\n");

        Assert.Empty(sink.Advisories);
        Assert.Empty(sink.Gaps);
    }

    [Fact]
    public void A_line_without_release_is_about_unstable_and_about_releases_of_which_nothing_else_is_said() =>
        Assert.Equal(
            """
            CVE-2023-1393 Debian:unstable src:xorg-server Affected (, 2:21.1.7-2) Low
            CVE-2023-1393 Debian src:xorg-server Affected (, 2:21.1.7-2) Low
            CVE-2023-1393 Debian:12 src:xorg-server Unscheduled (, 2:21.1.7-2) Low
            CVE-2023-1393 Debian:10 src:xorg-server Deferred (, 2:21.1.7-2) High
            CVE-2023-1393 Debian:9 src:xorg-server EndOfLife (, ) Low
            CVE-2023-1393 Debian:unstable src:xwayland Affected (, )
            CVE-2023-1393 Debian src:xwayland Affected (, )
            CVE-2023-1393 Debian:13 src:xwayland NotAffected (, )
            CVE-2023-1393 Debian:11 src:xwayland WillNotFix (, )
            CVE-2023-1393 Debian:unstable src:tigervnc UnderInvestigation (, )
            CVE-2023-1393 Debian src:tigervnc UnderInvestigation (, )
            CVE-2023-1393 Debian:unstable src:oldx Affected (, )
            CVE-2023-1393 Debian src:oldx Affected (, )
            CVE-2023-1393 Debian:unstable src:other NotAffected (, )
            CVE-2023-1393 Debian src:other NotAffected (, )
            """,
            DistributionFeedRun.Lines(Read("""
                CVE-2023-1393 (A flaw was found in X.Org Server Overlay Window. ...)
                	{DSA-5380-1 DLA-3380-1}
                	[experimental] - xorg-server 2:21.2-1
                	- xorg-server 2:21.1.7-2 (bug #1033546; low)
                	[bookworm] - xorg-server <no-dsa> (Minor issue)
                	[buster] - xorg-server <postponed> (Next update; high)
                	[stretch] - xorg-server <end-of-life> (EOL in stretch)
                	- xwayland <unfixed>
                	[trixie] - xwayland <not-affected> (Vulnerable code introduced later)
                	[bullseye] - xwayland <ignored> (Too intrusive)
                	- tigervnc <undetermined>
                	- oldx <removed>
                	- other <not-affected> (Windows only)
                	- newx <itp> (bug #1)
                	NOTE: https://gitlab.example.org/xserver/-/commit/1
                CVE-2023-1394 (Not in Debian)
                	NOT-FOR-US: Brick for Windows
                CVE-2023-1395
                	RESERVED
                CVE-2023-1396
                	REJECTED
                	- brick <unfixed>
                """)));

    [Fact]
    public void What_an_advisory_says_of_a_release_counts_before_the_line_without_release()
    {
        var feed = new DebianListsFeed();
        var all = Read("""
            CVE-2023-1393 (A flaw)
            	{DSA-5380-1}
            	- xorg-server 2:21.1.7-2
            	[buster] - xorg-server <no-dsa> (Minor issue)
            """).Advisories.Concat(Read("""
            [29 Mar 2023] DSA-5380-1 xorg-server - security update
            	{CVE-2023-1393}
            	[bullseye] - xorg-server 2:1.20.11-1+deb11u6
            """).Advisories).ToList();

        Assert.Equal(
            """
            CVE-2023-1393 Debian:unstable src:xorg-server Affected (, 2:21.1.7-2)
            CVE-2023-1393 Debian:10 src:xorg-server Unscheduled (, 2:21.1.7-2)
            CVE-2023-1393 Debian:12 src:xorg-server Affected (, 2:21.1.7-2)
            CVE-2023-1393 Debian:13 src:xorg-server Affected (, 2:21.1.7-2)
            CVE-2023-1393 Debian:14 src:xorg-server Affected (, 2:21.1.7-2)
            CVE-2023-1393 Debian:15 src:xorg-server Affected (, 2:21.1.7-2)
            DSA-5380-1[CVE-2023-1393] Debian:11 src:xorg-server Affected (, 2:1.20.11-1+deb11u6)
            """,
            DistributionFeedRun.Lines(feed.Complete(all)));
    }

    [Fact]
    public void What_has_no_number_yet_gets_the_name_that_the_tracker_gives_it()
    {
        var advisory = Assert.Single(Read("CVE-2017-XXXX [brick: heap overflow]\n\t- brick 1.2-1 (bug #881862; unimportant)\n").Advisories);

        Assert.Equal("TEMP-0881862-5856B7", advisory.Id);
        Assert.Equal(Severity.Low, advisory.Affected[0].Severity);
    }

    [Theory]
    [InlineData("\t[buster] - brick 1 2 3\n", "list, line 2: expected a package line, references in braces or a note")]
    [InlineData("\t[buster] - brick <maybe>\n", "list, line 2: expected a package line, references in braces or a note")]
    [InlineData("\t[Sesame] - brick 1\n", "list, line 1: expected a release of Debian for brick of DSA-9003-1, not Sesame")]
    [InlineData("\t- brick 1\n", "list, line 1: expected a release of Debian for brick of DSA-9003-1, not none")]
    [InlineData("\t{CVE-2023-1\n", "list, line 2: expected a package line, references in braces or a note")]
    [InlineData("loose text\n", "list, line 2: expected the head of an entry")]
    public void A_line_that_cannot_be_read_is_a_gap_and_the_others_stay(string line, string reason)
    {
        var sink = Read("[05 Jan 2023] DSA-9003-1 brick - security update\n" + line + "[05 Jan 2023] DSA-9004-1 sand - security update\n\t[buster] - sand 1\n");

        Assert.Equal(reason, Assert.Single(sink.Gaps).Reason);
        Assert.Equal("DSA-9004-1", sink.Advisories[^1].Id);
    }

    [Fact]
    public void A_file_of_which_nothing_can_be_read_ends_at_the_limit()
    {
        var sink = Read("[05 Jan 2023] DSA-9003-1 brick - security update\n\t-\n" + string.Concat(Enumerable.Repeat("x\n", 5_000)));

        Assert.Equal(1_001, sink.Gaps.Count);
        Assert.Equal("list: more than 1000 records that cannot be used", sink.Gaps[^1].Reason);
    }

    [Fact]
    public void Every_line_of_the_real_lists_is_read()
    {
        var sink = DistributionFeedRun.OverShared(new DebianListsFeed(), "data/vuln/feeds/debian-tracker-lists.tar.zst");

        Assert.Equal("", string.Join('\n', sink.Gaps.Select(g => g.Reason)));
        Assert.Equal("5383 DSA, 3530 DLA, 207 DTSA", DistributionFeedRun.Counts(sink.Advisories.Select(a => a.Id.Split('-')[0])));
        // What covers nothing repairs an earlier fix, or is older than the habit of naming vulnerabilities.
        Assert.Equal(
            "8675 (Vulnerability, False), 239 (Vulnerability, True), 206 (Informational, True)",
            DistributionFeedRun.Counts(sink.Advisories.Select(a => (a.Kind, a.Covers.Count == 0))));
        Assert.Equal(
            "1826 Debian:8, 1799 Debian:7, 1568 Debian:9, 1155 Debian:6, 945 Debian:10, 852 Debian:3.0, 755 Debian:5, 712 Debian:3.1, 709 Debian:4, 410 Debian:11",
            DistributionFeedRun.Counts(sink.Advisories.SelectMany(a => a.Affected).Select(p => p.Ecosystem)));
    }

    [Theory]
    [InlineData("jessie", "Debian:8", 6477)]
    [InlineData("stretch", "Debian:9", 5654)]
    [InlineData("buster", "Debian:10", 3954)]
    [InlineData("bullseye", "Debian:11", 2001)]
    public void The_pairs_are_those_of_the_feed_that_debsecan_reads(string suite, string ecosystem, int pairs)
    {
        var sink = DistributionFeedRun.OverShared(new DebianListsFeed(), "data/vuln/feeds/debian-tracker-lists.tar.zst");
        var ours = from advisory in sink.Advisories
                   from package in advisory.Affected
                   where package.Ecosystem == ecosystem && package.Status == AffectedStatus.Affected
                   from id in advisory.Covers.Count == 0 ? [advisory.Id] : advisory.Covers
                   group package.Vulnerable.Intervals[0].To by $"{package.Name} {id}";

        var theirs = Debsecan(suite);
        Assert.Equal(pairs, theirs.Count);
        Assert.Empty(theirs.Keys.Except(ours.Select(g => g.Key)));
        Assert.Empty(ours.Select(g => g.Key).Except(theirs.Keys));
        Assert.Empty(ours.Where(g => !g.Contains(theirs[g.Key])).Select(g => $"{g.Key}: {string.Join(' ', g)}, not {theirs[g.Key]}"));
    }

    /// <summary>Package and vulnerability to the version that mends it, from debsecan's own format (one zlib stream of lines).</summary>
    private static Dictionary<string, string> Debsecan(string suite)
    {
        var packed = DistributionFeedRun.SharedFiles("data/vuln/oracles/debsecan-feeds.tar.zst").Single(f => f.Path.EndsWith(suite, StringComparison.Ordinal)).Bytes;
        using var unpacked = new StreamReader(new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        var parts = unpacked.ReadToEnd().Split("\n\n");
        var names = parts[0].Split('\n').Skip(1).Select(l => l.Split(',')[0]).ToArray();
        return parts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(','))
            .ToDictionary(f => $"{f[0]} {names[int.Parse(f[1], System.Globalization.CultureInfo.InvariantCulture)]}", f => f[3]);
    }

    private static Pavior.Scan.Advisories.FeedSink Read(string text) => DistributionFeedRun.Over(new DebianListsFeed(), "list", text);
}
