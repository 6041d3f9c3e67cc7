using Pavior.Core;
using Pavior.Scan.Advisories.GitHub;
using Xunit;

namespace Pavior.Scan.Tests.Advisories.GitHub;

public sealed class GitHubGraphFeedTests
{
    private const string Nodes = """
        {"ecosystem": "NPM", "node": {"advisory": {"identifiers": [{"type": "GHSA", "value": "GHSA-1"}, {"type": "CVE", "value": "CVE-2024-1"}], "summary": "Bricks fall", "severity": "MODERATE", "publishedAt": "2024-05-01T00:00:00Z", "cwes": {"nodes": [{"cweId": "CWE-79"}]}, "references": [{"url": "https://brick.example.org/fix"}, {"url": "https://hub.example.org/advisories/GHSA-1"}]}, "package": {"name": "brick"}, "vulnerableVersionRange": ">= 1.0, < 1.2"}}
        {"ecosystem": "NPM", "node": {"advisory": {"identifiers": [{"type": "GHSA", "value": "GHSA-1"}, {"type": "CVE", "value": "CVE-2024-1"}]}, "package": {"name": "brick"}, "vulnerableVersionRange": "= 2.0"}}
        {"node": {"advisory": {"ghsaId": "GHSA-2", "withdrawnAt": "2024-06-01T00:00:00Z"}, "package": {"name": "a/b", "ecosystem": "COMPOSER"}, "vulnerableVersionRange": "< 2"}}
        """;

    [Fact]
    public void Nodes_of_one_advisory_become_one()
    {
        var sink = FeedCorpus.Read(new GitHubGraphFeed(), "ghsa.jsonl", Nodes);

        Assert.Empty(sink.Gaps);
        Assert.Equal(["GHSA-1", "GHSA-2"], sink.Advisories.Select(a => a.Id));
        var first = sink.Advisories[0];
        Assert.Equal(["CVE-2024-1"], first.Aliases);
        Assert.Equal("Bricks fall", first.Summary);
        Assert.Equal(Severity.Medium, first.Severity);
        Assert.Equal(["CWE-79"], first.Weaknesses);
        Assert.Equal("https://hub.example.org/advisories/GHSA-1", first.References[0]);
        Assert.Equal("npm brick [1.0, 1.2) or [2.0]", Line(Assert.Single(first.Affected)));
        Assert.Empty(sink.Advisories[1].Affected);
    }

    [Fact]
    public void A_page_of_an_answer_is_read_as_well()
    {
        var sink = FeedCorpus.Read(new GitHubGraphFeed(), "page.json", """{"data": {"securityVulnerabilities": {"nodes": [{"advisory": {"ghsaId": "GHSA-1"}, "package": {"name": "x", "ecosystem": "PIP"}, "vulnerableVersionRange": "<= 2"}]}}}""");

        Assert.Equal("PyPI x (, 2]", Line(Assert.Single(Assert.Single(sink.Advisories).Affected)));
    }

    [Fact]
    public void A_bad_line_costs_no_other()
    {
        var sink = FeedCorpus.Read(new GitHubGraphFeed(), "ghsa.jsonl", "{\"node\":\r\n\r\n[]\n" + Nodes.Replace("< 2\"", "~> 2\"", StringComparison.Ordinal));

        Assert.Equal("GHSA-1", Assert.Single(sink.Advisories).Id);
        Assert.Equal(3, sink.Gaps.Count);
    }

    [Theory]
    [InlineData("<= 1.0", "1.0.1", "(, 1.0.1)")]
    [InlineData(">= 0.1, <= 1.0", "2.0", "[0.1, 2.0)")]
    [InlineData("<= 1.0", "0.9", "(, 1.0]")]
    [InlineData("<= 1.0", "", "(, 1.0]")]
    [InlineData("= 1.0", "1.1", "[1.0, 1.1)")]
    public void A_range_that_ends_with_the_last_vulnerable_version_goes_on_to_the_first_patched_one(string range, string fix, string expected) =>
        Assert.Equal(
            expected,
            Assert.Single(Assert.Single(FeedCorpus.Read(new GitHubGraphFeed(), "a.jsonl",
                $$$"""{"advisory": {"ghsaId": "GHSA-1"}, "package": {"name": "x", "ecosystem": "NPM"}, "firstPatchedVersion": {"identifier": "{{{fix}}}"}, "vulnerableVersionRange": "{{{range}}}"}""").Advisories).Affected)
                .Vulnerable.ToString());

    [Fact]
    public void Nodes_gathered_from_test_data_are_read()
    {
        var (sink, files, _) = FeedCorpus.ReadArchive<GitHubGraphFeed>("advisories/ghsa-graphql-harvest.jsonl.zst");

        Assert.Equal(1, files);
        Assert.Empty(sink.Gaps);
        Assert.Equal(148, sink.Advisories.Count);
        Assert.Equal(168, sink.Advisories.Sum(a => a.Affected.Count));
        Assert.Equal(232, sink.Advisories.Sum(a => a.Affected.Sum(p => p.Vulnerable.Intervals.Count)));
    }

    private static string Line(AffectedPackage package) =>
        $"{package.Ecosystem} {package.Name} {package.Vulnerable}";
}
