using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Npm;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Npm;

public sealed class NodeSecurityFeedTests
{
    [Fact]
    public void An_advisory_of_npm_is_read()
    {
        var advisory = Assert.Single(Read("vuln/npm/7.json", """
            {"id": 7, "title": "Bricks fall", "overview": "At length", "created_at": "2017-01-01", "updated_at": "2018-04-09", "publish_date": "2018-02-01",
             "module_name": "brick", "cves": ["CVE-2018-1"], "vulnerable_versions": "<=1.0.0 || >=2.0.0 <2.1.0", "patched_versions": ">=1.0.1 <2.0.0 || >=2.1.0",
             "references": ["https://brick.example.org/1"], "cvss_vector": "CVSS:3.0/AV:N/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L"}
            """).Advisories);

        Assert.Equal("NSWG-ECO-7 CVE-2018-1 Bricks fall 2018-02-01", $"{advisory.Id} {advisory.Aliases[0]} {advisory.Summary} {advisory.Published:yyyy-MM-dd}");
        Assert.Equal("npm brick (, 1.0.1) or [2.0.0, 2.1.0)", Line(advisory));
    }

    [Theory]
    [InlineData("<=1.0.0", "null", "(, 1.0.0]")]
    [InlineData("<=1.0.0", "\"<0.0.0\"", "(, 1.0.0]")]
    [InlineData("<=1.0.0", "\">=1.0.2\"", "(, 1.0.2)")]
    [InlineData("<=1.0.0 || 1.0.1", "\">=1.0.2\"", "(, 1.0.0] or [1.0.1, 1.0.2)")]
    [InlineData("*", "null", "(, )")]
    public void A_stretch_goes_on_to_the_fix_that_is_named(string vulnerable, string patched, string expected) =>
        Assert.EndsWith(
            $"brick {expected}",
            Line(Assert.Single(Read("7.json", $$"""{"id": 7, "title": "x", "overview": "x", "module_name": "brick", "vulnerable_versions": "{{vulnerable}}", "patched_versions": {{patched}}}""").Advisories)),
            StringComparison.Ordinal);

    [Fact]
    public void Of_Node_itself_what_is_mended_is_taken_from_the_release_lines()
    {
        var advisory = Assert.Single(Read("vuln/core/12.json", """
            {"cve": ["CVE-2022-1"], "vulnerable": "14.x || 16.x || 17.x", "patched": "^14.20.1 || ^16.17.1", "ref": "https://node.example.org/1", "overview": "Bricks fall",
             "affectedEnvironments": ["win32", "linux"], "severity": "medium", "type": "CWE-226: Bricks", "cvss": "3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:N"}
            """).Advisories);

        Assert.Equal("NSWG-COR-12 Medium CWE-226 CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:N", $"{advisory.Id} {advisory.Severity} {advisory.Weaknesses[0]} {advisory.Cvss[0]}");
        Assert.Equal(["linux", "windows"], advisory.Affected[0].OperatingSystems);
        var order = VersionOrders.Of("generic")!;
        Assert.Equal(
            "13.9.0 no, 14.0.0 yes, 14.20.0 yes, 14.20.1 no, 15.0.0 no, 16.17.0 yes, 16.18.0 no, 17.9.1 yes, 18.0.0 no",
            string.Join(", ", new[] { "13.9.0", "14.0.0", "14.20.0", "14.20.1", "15.0.0", "16.17.0", "16.18.0", "17.9.1", "18.0.0" }
                .Select(v => $"{v} {(advisory.Affected[0].Vulnerable.Contains(order, v) ? "yes" : "no")}")));
        Assert.Equal("generic node", $"{advisory.Affected[0].Ecosystem} {advisory.Affected[0].Name}");
    }

    [Fact]
    public void An_index_is_read_and_a_bad_entry_costs_no_other()
    {
        var sink = Read("index.json", """
            {"1": {"cve": [], "vulnerable": "4.x", "patched": "^4.1.1"}, "2": {"cve": [], "vulnerable": "soon", "patched": "^4.1.1"}, "3": 5}
            """);

        Assert.Equal("NSWG-COR-1", Assert.Single(sink.Advisories).Id);
        Assert.Equal(2, sink.Gaps.Count);
    }

    [Fact]
    public void The_whole_database_is_read()
    {
        var (sink, files, _) = FeedCorpus.ReadArchive<NodeSecurityFeed>("advisories/nodejs-security-wg.tar.zst");

        Assert.Equal(640, files);
        Assert.Empty(sink.Gaps);
        Assert.Equal(467, sink.Advisories.Where(a => a.Affected[0].Ecosystem == "npm").Select(a => a.Id).Distinct().Count());
        Assert.Equal(171, sink.Advisories.Where(a => a.Affected[0].Name == "node").Select(a => a.Id).Distinct().Count());
        Assert.All(sink.Advisories, a => Assert.NotEmpty(a.Affected[0].Vulnerable.Intervals));
    }

    private static FeedSink Read(string path, string text) => FeedCorpus.Read(new NodeSecurityFeed(), path, text);

    private static string Line(Advisory advisory) => $"{advisory.Affected[0].Ecosystem} {advisory.Affected[0].Name} {advisory.Affected[0].Vulnerable}";
}
