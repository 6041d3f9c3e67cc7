using Pavior.Core;
using Pavior.Scan.Tests.Advisories;
using Pavior.Scan.Ubuntu;
using Xunit;

namespace Pavior.Scan.Tests.Ubuntu;

public sealed class UbuntuCveFeedTests
{
    private const string Head = """
        PublicDateAtUSN: 2023-10-03 17:00:00 UTC
        Candidate: CVE-2023-1001
        PublicDate: 2023-10-03 18:15:00 UTC
        CRD: 2023-10-03 17:00:00 UTC
        References:
         https://cve.example.org/CVE-2023-1001
         https://ubuntu.com/security/notices/USN-6409-1
         https://ubuntu.com/security/notices/USN-6409-1
        Description:
         A brick was laid
         over the sand.
        Ubuntu-Description:
        Notes:
         mason> jammy_note: this is no statement
          it goes on
        Priority: high
         Bricks are everywhere.
        Discovered-by:
        CVSS:
         nvd: CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H [7.8 HIGH]

        """;

    [Fact]
    public void Each_status_of_a_release_has_its_own_word() =>
        Assert.Equal(
            """
            CVE-2023-1001 Ubuntu:22.04 src:brick Affected (, 2.35-0ubuntu3.4)
            CVE-2023-1001 Ubuntu:23.04 src:brick NotAffected (, )
            CVE-2023-1001 Ubuntu:23.10 src:brick NotAffected (, )
            CVE-2023-1001 Ubuntu:20.04 src:brick Affected (, )
            CVE-2023-1001 Ubuntu:24.04 src:brick Affected (, )
            CVE-2023-1001 Ubuntu:22.10 src:brick Deferred (, )
            CVE-2023-1001 Ubuntu:21.10 src:brick UnderInvestigation (, )
            CVE-2023-1001 Ubuntu:21.04 src:brick UnderInvestigation (, )
            CVE-2023-1001 Ubuntu:20.10 src:brick EndOfLife (, )
            CVE-2023-1001 Ubuntu:19.10 src:brick WillNotFix (, )
            CVE-2023-1001 Ubuntu:19.04 src:brick WillNotFix (, )
            CVE-2023-1001 Ubuntu:sesame src:brick Affected (, 9:9)
            """,
            Lines("""
                Patches_brick:
                 upstream: https://git.example.org/brick
                upstream_brick: released (2.36)
                jammy_brick: released (2.35-0ubuntu3.4)
                lunar_brick: not-affected (2.37-0ubuntu2.1)
                mantic_brick: not-affected (code not present)
                focal_brick: needed
                noble_brick: pending (2.39-1)
                kinetic_brick: deferred (2023-01-01)
                impish_brick: needs-triage
                hirsute_brick: ignored (end of life, was needs-triage)
                groovy_brick: ignored (reached end-of-life)
                eoan_brick: ignored
                disco_brick: ignored (too intrusive)
                cosmic_brick: DNE
                sesame_brick: released (9:9)
                devel_brick: needed
                snap_brick: released (2)
                vivid/ubuntu-core_brick: needed
                ros-esm/noetic_brick: needed
                """));

    [Fact]
    public void A_fix_for_subscribers_is_one_of_their_archive_only() =>
        Assert.Equal(
            """
            CVE-2023-1001 Ubuntu:20.04 src:brick Affected (, )
            CVE-2023-1001 Ubuntu:Pro:20.04 src:brick Affected (, 1.0-1ubuntu1+esm1)
            CVE-2023-1001 Ubuntu:Pro:FIPS:20.04 src:brick Affected (, )
            CVE-2023-1001 Ubuntu:Pro:FIPS-updates:20.04 src:brick Affected (, 1.0-1ubuntu1.fips.2)
            """,
            Lines("""
                focal_brick: needed
                esm-apps/focal_brick: released (1.0-1ubuntu1+esm1)
                fips/focal_brick: needed
                fips-updates/focal_brick: released (1.0-1ubuntu1.fips.2)
                """));

    [Fact]
    public void Where_support_ended_what_was_found_out_for_subscribers_is_true_of_the_release_too() =>
        Assert.Equal(
            """
            CVE-2023-1001 Ubuntu:18.04 src:brick NotAffected (, )
            CVE-2023-1001 Ubuntu:Pro:18.04 src:brick NotAffected (, )
            CVE-2023-1001 Ubuntu:16.04 src:brick EndOfLife (, 1.0.2g-1ubuntu4.20+esm7)
            CVE-2023-1001 Ubuntu:Pro:16.04 src:brick Affected (, 1.0.2g-1ubuntu4.20+esm7)
            CVE-2023-1001 Ubuntu:14.04 src:brick UnderInvestigation (, )
            CVE-2023-1001 Ubuntu:Pro:14.04 src:brick UnderInvestigation (, )
            CVE-2023-1001 Ubuntu:12.04 src:brick EndOfLife (, )
            CVE-2023-1001 Ubuntu:Pro:12.04 src:brick EndOfLife (, )
            """,
            Lines("""
                bionic_brick: ignored (end of standard support)
                esm-infra/bionic_brick: not-affected (code not present)
                xenial_brick: ignored (end of standard support, was needed)
                esm-infra/xenial_brick: released (1.0.2g-1ubuntu4.20+esm7)
                trusty_brick: ignored (end of standard support)
                trusty/esm_brick: needs-triage
                precise_brick: ignored (end of life)
                precise/esm_brick: ignored (end of life, was needed)
                """));

    [Fact]
    public void A_package_may_have_a_priority_of_its_own() =>
        Assert.Equal(
            """
            CVE-2023-1001 Ubuntu:22.04 src:brick Affected (, ) Low
            CVE-2023-1001 Ubuntu:20.04 src:brick Affected (, ) Critical
            CVE-2023-1001 Ubuntu:22.04 src:sand Affected (, )
            """,
            Lines("Priority_brick: negligible\nPriority_brick_focal: critical\njammy_brick: needed\nfocal_brick: needed\njammy_sand: needed\n"));

    [Fact]
    public void The_head_is_kept()
    {
        var advisory = Assert.Single(Read(Head + "jammy_brick: needed\n").Advisories);

        Assert.Equal("A brick was laid over the sand.", advisory.Summary);
        Assert.Equal(new DateTimeOffset(2023, 10, 3, 18, 15, 0, TimeSpan.Zero), advisory.Published);
        Assert.Equal(Severity.High, advisory.Severity);
        Assert.Equal(["CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"], advisory.Cvss);
        Assert.Equal(["https://ubuntu.com/security/CVE-2023-1001", "https://ubuntu.com/security/notices/USN-6409-1"], advisory.References);
    }

    [Fact]
    public void A_pattern_for_new_files_says_nothing()
    {
        var sink = Read("Candidate: \nPublicDate: \nReferences: \nPriority: untriaged\n\njammy_brick: needs-triage\n");

        Assert.Empty(sink.Advisories);
        Assert.Empty(sink.Gaps);
    }

    [Theory]
    [InlineData("jammy_brick: released", "CVE-2023-1001, line 21: expected the version that mends brick")]
    [InlineData("jammy_brick: released (mortar - 1.0-1)", "CVE-2023-1001, line 21: expected the version that mends brick")]
    [InlineData("jammy_brick: mended", "CVE-2023-1001, line 21: expected a status of a package")]
    [InlineData("jammy_: needed", "CVE-2023-1001, line 21: expected a status of a package")]
    public void A_line_that_cannot_be_used_is_a_gap_and_the_others_stay(string line, string reason)
    {
        var sink = Read(Head + line + "\njammy_sand: needed\n");

        Assert.Equal(reason, Assert.Single(sink.Gaps).Reason);
        Assert.Equal("CVE-2023-1001 Ubuntu:22.04 src:sand Affected (, )", DistributionFeedRun.Lines(sink));
    }

    [Fact]
    public void The_real_tracker_is_read()
    {
        var sink = DistributionFeedRun.OverShared(new UbuntuCveFeed(), "data/vuln/feeds/ubuntu-cve-tracker.tar.zst");
        var statements = sink.Advisories.SelectMany(a => a.Affected).ToList();

        // Of 46,776 files 301 are about packages that no release has.
        Assert.Equal(46475, sink.Advisories.Count);
        Assert.Equal("32332 Medium, 10020 Low, 3268 Unknown, 845 High, 10 Critical", DistributionFeedRun.Counts(sink.Advisories.Select(p => p.Severity)));
        Assert.Equal(
            "345348 NotAffected, 240484 EndOfLife, 217837 Affected, 129879 UnderInvestigation, 21807 WillNotFix, 2948 Deferred",
            DistributionFeedRun.Counts(statements.Select(p => p.Status)));
        Assert.StartsWith(
            "83490 Ubuntu:18.04, 78325 Ubuntu:20.04, 77812 Ubuntu:16.04, 70943 Ubuntu:14.04, 68914 Ubuntu:Pro:18.04, 62398 Ubuntu:22.04, ",
            DistributionFeedRun.Counts(statements.Select(p => p.Ecosystem)),
            StringComparison.Ordinal);

        // Every one of them is "released" with no version or with a remark in its place.
        Assert.Equal(105, sink.Gaps.Count);
        Assert.All(sink.Gaps, g => Assert.Contains("expected the version that mends ", g.Reason, StringComparison.Ordinal));
    }

    private static string Lines(string statements) => DistributionFeedRun.Lines(Read(Head + statements));

    private static Pavior.Scan.Advisories.FeedSink Read(string text) => DistributionFeedRun.Over(new UbuntuCveFeed(), "CVE-2023-1001", text);
}
