using Pavior.Scan.Rpm;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Rpm;

public sealed class FedoraFeedTests
{
    [Fact]
    public void A_stable_security_update_mends_the_source_packages_that_it_builds() =>
        Assert.Equal(
            """
            FEDORA-2025-aa[CVE-2025-1001 CVE-2025-1002 CVE-2025-1003] Fedora:40 src:java-17-openjdk Affected (, 1:17.0.14.0.7-1.fc40)
            FEDORA-2025-aa[CVE-2025-1001 CVE-2025-1002 CVE-2025-1003] Fedora:40 src:brick Affected (, 2-1.fc40)
            FEDORA-EPEL-2025-bb[CVE-2025-1009] EPEL:9 src:brick Affected (, 2-1.el9)
            """,
            DistributionFeedRun.Lines(Read("""
                {"updates": [
                  {"alias": "FEDORA-2025-aa", "title": "x", "display_name": "Fix CVE-2025-1003", "notes": "once there was CVE-2001-1000", "severity": "urgent", "type": "security", "status": "stable",
                   "release": {"version": "40", "id_prefix": "FEDORA"},
                   "bugs": [{"security": true, "title": "CVE-2025-1001 CVE-2025-1002 brick: falls"}, {"security": false, "title": "not CVE-2025-9999"}],
                   "builds": [{"nvr": "java-17-openjdk-17.0.14.0.7-1.fc40", "type": "rpm", "epoch": 1}, {"nvr": "brick-2-1.fc40", "type": "rpm", "epoch": null}, {"nvr": "image-1-1", "type": "container"}]},
                  {"alias": "FEDORA-EPEL-2025-bb", "notes": "mends CVE-2025-1009, and not CVE-2025-10 or CVE-", "type": "security", "status": "stable",
                   "release": {"version": "9", "id_prefix": "FEDORA-EPEL"}, "builds": [{"nvr": "brick-2-1.el9"}]},
                  {"alias": "FEDORA-2025-cc", "type": "security", "status": "testing", "release": {"version": "40", "id_prefix": "FEDORA"}, "builds": [{"nvr": "brick-3-1.fc40"}]},
                  {"alias": "FEDORA-2025-dd", "type": "bugfix", "status": "stable", "release": {"version": "40", "id_prefix": "FEDORA"}, "builds": [{"nvr": "brick-3-1.fc40"}]},
                  {"alias": "FEDORA-FLATPAK-2025-ee", "type": "security", "status": "stable", "release": {"version": "40", "id_prefix": "FEDORA-FLATPAK"}, "builds": [{"nvr": "brick-3-1"}]}
                ]}
                """)));

    [Theory]
    [InlineData("brick")]
    [InlineData("brick-1")]
    [InlineData("-1-1")]
    [InlineData("brick-1-")]
    [InlineData("brick--1")]
    public void A_build_without_name_version_and_release_is_a_gap(string nvr) =>
        Assert.Equal(
            "update.json, line 1: expected a build with name, version and release",
            Assert.Single(Read("{\"alias\": \"FEDORA-1\", \"type\": \"security\", \"status\": \"stable\", \"release\": {\"version\": \"40\", \"id_prefix\": \"FEDORA\"}, \"builds\": [{\"nvr\": \"" + nvr + "\"}]}").Gaps).Reason);

    [Fact]
    public void The_samples_say_what_another_reader_of_them_expects()
    {
        var sink = DistributionFeedRun.OverShared(new FedoraFeed(), VunnelResults.Archive, "tests/unit/providers/fedora/test-fixtures/");

        Assert.Empty(sink.Gaps);
        // The other one takes EPEL 7 for Fedora 7. Its samples of both kinds are among its results.
        Assert.Equal(
            VunnelResults.Lines("fedora").Select(l => l.Replace(" 0:", " ", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            VunnelResults.Lines(sink.Advisories, e => e.Replace("Fedora:", "fedora:", StringComparison.Ordinal).Replace("EPEL:", "fedora:", StringComparison.Ordinal)));
    }

    private static Pavior.Scan.Advisories.FeedSink Read(string text) => DistributionFeedRun.Over(new FedoraFeed(), "update.json", text);
}
