using Pavior.Scan.Debian;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Debian;

public sealed class DebianTrackerFeedTests
{
    private const string Sample = """
        {
          "brick": {
            "CVE-2024-1001": {
              "scope": "remote", "debianbug": 1000001,
              "description": "Brick before 2.0\n  lays \u00e9 over.",
              "releases": {
                "bookworm": {"status": "resolved", "repositories": {"bookworm": "1.0-1", "bookworm-security": "1.0-1+deb12u1"}, "fixed_version": "1.0-1+deb12u1", "urgency": "not yet assigned"},
                "bullseye": {"status": "open", "repositories": {"bullseye": "0.9-1"}, "urgency": "low**", "nodsa": "Minor issue", "nodsa_reason": ""},
                "buster": {"status": "open", "repositories": {}, "urgency": "end-of-life"},
                "stretch": {"status": "open", "urgency": "high", "nodsa": "later", "nodsa_reason": "postponed"},
                "jessie": {"status": "open", "urgency": "unimportant", "nodsa": "no", "nodsa_reason": "ignored"},
                "sid": {"status": "open", "urgency": "medium"},
                "trixie": {"status": "undetermined", "urgency": "not yet assigned"},
                "forky": {"status": "resolved", "fixed_version": "0", "urgency": "unimportant"}
              }
            }
          },
          "sand": {"TEMP-0000001-ABCDEF": {"releases": {"sid": {"status": "resolved", "fixed_version": "2:3.1~rc1-1", "urgency": "high**"}}}}
        }
        """;

    [Fact]
    public void Each_status_of_the_tracker_has_its_own_word() =>
        Assert.Equal(
            """
            CVE-2024-1001 Debian:12 src:brick Affected (, 1.0-1+deb12u1)
            CVE-2024-1001 Debian:11 src:brick Unscheduled (, ) Low
            CVE-2024-1001 Debian:10 src:brick EndOfLife (, )
            CVE-2024-1001 Debian:9 src:brick Deferred (, ) High
            CVE-2024-1001 Debian:8 src:brick WillNotFix (, ) Low
            CVE-2024-1001 Debian:unstable src:brick Affected (, ) Medium
            CVE-2024-1001 Debian:13 src:brick UnderInvestigation (, )
            CVE-2024-1001 Debian:14 src:brick NotAffected (, ) Low
            TEMP-0000001-ABCDEF Debian:unstable src:sand Affected (, 2:3.1~rc1-1) High
            """,
            DistributionFeedRun.Lines(Read(Sample)));

    [Fact]
    public void The_description_becomes_one_line() =>
        Assert.Equal("Brick before 2.0 lays é over.", Read(Sample).Advisories[0].Summary);

    [Theory]
    [InlineData("\"sid\": {\"status\": \"resolved\"}", "CVE-2024-1 of brick in sid: expected the status resolved, open or undetermined, not resolved")]
    [InlineData("\"sid\": {\"status\": \"gone\"}", "CVE-2024-1 of brick in sid: expected the status resolved, open or undetermined, not gone")]
    [InlineData("\"Sesame\": {\"status\": \"open\"}", "CVE-2024-1 of brick: expected a release of Debian, not Sesame")]
    public void A_release_that_cannot_be_used_is_a_gap_and_the_others_stay(string release, string reason)
    {
        var sink = Read("{\"brick\": {\"CVE-2024-1\": {\"scope\": \"local\", \"releases\": {" + release + ", \"trixie\": {\"status\": \"open\"}}}}}");

        Assert.Equal($"debian.json, {reason}", Assert.Single(sink.Gaps).Reason);
        Assert.Equal("CVE-2024-1 Debian:13 src:brick Affected (, )", DistributionFeedRun.Lines(sink));
    }

    [Fact]
    public void A_file_cut_short_keeps_what_was_read_and_says_so()
    {
        var sink = Read(Sample[..Sample.IndexOf("TEMP-", StringComparison.Ordinal)] + "CVE-2024-2");

        Assert.Equal("CVE-2024-1001", Assert.Single(sink.Advisories).Id);
        Assert.Equal("debian.json, line 18: expected JSON", Assert.Single(sink.Gaps).Reason);
    }

    [Fact]
    public void The_samples_of_the_tracker_say_what_another_reader_of_them_expects()
    {
        var sink = DistributionFeedRun.OverShared(new DebianTrackerFeed(), VunnelResults.Archive, "tests/unit/providers/debian/test-fixtures/input/");

        Assert.Empty(sink.Gaps);
        // Of Debian 7, and of 389_directory_server, the other reader knows from data that is not among the samples. It lists what is open
        // at the end of a release's life as not fixed, and Debian 9 for the same vulnerability as well.
        Assert.Equal(
            VunnelResults.Lines("debian").Where(l => !l.StartsWith("debian:7 ", StringComparison.Ordinal) && !l.Contains("389_directory_server", StringComparison.Ordinal)),
            VunnelResults.Lines(sink.Advisories, e => e.ToLowerInvariant()));
    }

    private static Pavior.Scan.Advisories.FeedSink Read(string text) => DistributionFeedRun.Over(new DebianTrackerFeed(), "debian.json", text);
}
