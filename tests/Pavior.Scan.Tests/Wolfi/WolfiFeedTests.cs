using Pavior.Scan.Tests.Advisories;
using Pavior.Scan.Wolfi;
using Xunit;

namespace Pavior.Scan.Tests.Wolfi;

public sealed class WolfiFeedTests
{
    private const string Advisories = """
        schema-version: 2.0.2

        package:
          name: brick

        advisories:
          - id: CGA-0001-0001-0001
            aliases:
              - CVE-2024-1001
              - GHSA-aaaa-bbbb-ccc2
            events:
              - timestamp: 2025-03-21T20:31:28Z
                type: fixed
                data:
                  fixed-version: 1.0-r1
              - timestamp: 2025-01-31T07:03:40Z
                type: detection
                data:
                  type: scan/v1
          - id: CGA-0001-0001-0002
            events:
              - timestamp: 2025-01-31T07:03:40Z
                type: fixed
                data:
                  fixed-version: 1.0-r1
              - timestamp: 2025-01-31T07:03:40Z
                type: false-positive-determination
                data:
                  type: vulnerable-code-not-included-in-package
          - id: CGA-0001-0001-0003
            events: [{timestamp: 2025-01-31T07:03:40Z, type: fix-not-planned}]
          - id: CGA-0001-0001-0004
            events: [{timestamp: 2025-01-31T07:03:40Z, type: pending-upstream-fix, data: {note: waiting}}]
          - id: CGA-0001-0001-0005
            events: [{timestamp: 2025-01-31T07:03:40Z, type: detection}]
          - id: CGA-0001-0001-0006
            events: [{timestamp: 2025-01-31T07:03:40Z, type: true-positive-determination}]
        """;

    [Fact]
    public void The_last_event_counts()
    {
        var sink = Read(Advisories);

        Assert.Empty(sink.Gaps);
        Assert.Equal(
            """
            CGA-0001-0001-0001 Wolfi src:brick Affected (, 1.0-r1)
            CGA-0001-0001-0002 Wolfi src:brick NotAffected (, )
            CGA-0001-0001-0003 Wolfi src:brick WillNotFix (, )
            CGA-0001-0001-0004 Wolfi src:brick Affected (, )
            CGA-0001-0001-0005 Wolfi src:brick UnderInvestigation (, )
            CGA-0001-0001-0006 Wolfi src:brick Affected (, )
            """,
            DistributionFeedRun.Lines(sink));
        Assert.Equal(["CVE-2024-1001", "GHSA-aaaa-bbbb-ccc2"], sink.Advisories[0].Aliases);
        Assert.Equal(new DateTimeOffset(2025, 1, 31, 7, 3, 40, TimeSpan.Zero), sink.Advisories[0].Published);
        Assert.Equal(new DateTimeOffset(2025, 3, 21, 20, 31, 28, TimeSpan.Zero), sink.Advisories[0].Modified);
    }

    [Theory]
    [InlineData("schema-version: 2.0.2\npackage:\n  name: brick\nadvisories:\n- id: CGA-1\n", "a.advisories.yaml, line 5: expected an id, and events of a known type with their times")]
    [InlineData("schema-version: 2.0.2\npackage:\n  name: brick\nadvisories:\n- id: CGA-1\n  events: [{timestamp: now, type: detection}]\n", "a.advisories.yaml, line 5: expected an id, and events of a known type with their times")]
    [InlineData("schema-version: 2.0.2\npackage:\n  name: brick\nadvisories:\n- id: CGA-1\n  events: [{timestamp: 2025-01-31T07:03:40Z, type: fixed}]\n", "a.advisories.yaml, line 5: expected an id, and events of a known type with their times")]
    [InlineData("schema-version: 2.0.2\npackage: brick\nadvisories: []\n", "a.advisories.yaml, line 1: expected the name of a package")]
    [InlineData("schema-version: 3.0.0\npackage:\n  name: brick\nadvisories: []\n", "a.advisories.yaml: schema 3.0.0 of Wolfi's advisories")]
    public void What_cannot_be_used_is_a_gap(string text, string reason) => Assert.Equal(reason, Assert.Single(Read(text).Gaps).Reason);

    [Fact]
    public void Neither_feed_is_read_unasked()
    {
        Assert.True(new WolfiSecurityFeed().OnRequest);
        Assert.True(new WolfiAdvisoriesFeed().OnRequest);
    }

    [Fact]
    public void The_host_of_the_packages_tells_the_distribution()
    {
        Assert.Equal("CVE-2024-1001 Wolfi src:brick Affected (, 1.0-r1)", Secdb("https://packages.wolfi.dev"));
        Assert.Equal("CVE-2024-1001 Chainguard src:brick Affected (, 1.0-r1)", Secdb("https://libraries.cgr.dev"));
        Assert.Equal("CVE-2024-1001 MinimOS src:brick Affected (, 1.0-r1)", Secdb("https://packages.mini.dev"));
        Assert.Equal("security.json, line 1: expected packages of Wolfi, Chainguard or MinimOS, not of https://apk.example.org", Secdb("https://apk.example.org"));
    }

    [Fact]
    public void The_real_advisories_are_read()
    {
        var sink = DistributionFeedRun.OverShared(new WolfiAdvisoriesFeed(), "data/vuln/feeds/wolfi-advisories-apache2.tar.zst");

        Assert.Equal("", string.Join('\n', sink.Gaps.Select(g => g.Reason)));
        Assert.Equal(20770, sink.Advisories.Count);
        Assert.Equal(1278, sink.Advisories.Select(a => a.Affected[0].Name).Distinct().Count());
        Assert.Equal(
            "14607 fixed, 3337 UnderInvestigation, 2046 NotAffected, 631 Affected, 149 WillNotFix",
            DistributionFeedRun.Counts(sink.Advisories.Select(a => a.Affected[0].Vulnerable.Intervals[0].To is null ? $"{a.Affected[0].Status}" : "fixed")));
    }

    [Theory]
    [InlineData("wolfi", "Wolfi", "wolfi:rolling")]
    [InlineData("chainguard", "Chainguard", "chainguard:rolling")]
    [InlineData("minimos", "MinimOS", "minimos:rolling")]
    public void The_samples_say_what_another_reader_of_them_expects(string provider, string ecosystem, string space)
    {
        var sink = DistributionFeedRun.OverShared(new WolfiSecurityFeed(), VunnelResults.Archive, $"tests/unit/providers/{provider}/");

        Assert.Empty(sink.Gaps);
        Assert.Equal(VunnelResults.Lines(provider), VunnelResults.Lines(sink.Advisories, e => e == ecosystem ? space : e));
    }

    private static string Secdb(string host)
    {
        var sink = DistributionFeedRun.Over(
            new WolfiSecurityFeed(), "security.json",
            "{\"apkurl\": \"{{urlprefix}}/{{reponame}}/x\", \"urlprefix\": \"" + host + "\", \"packages\": [{\"pkg\": {\"name\": \"brick\", \"secfixes\": {\"1.0-r1\": [\"CVE-2024-1001\"]}}}]}");
        return sink.Gaps.Count > 0 ? sink.Gaps[0].Reason : DistributionFeedRun.Lines(sink);
    }

    private static Pavior.Scan.Advisories.FeedSink Read(string text) => DistributionFeedRun.Over(new WolfiAdvisoriesFeed(), "a.advisories.yaml", text);
}
