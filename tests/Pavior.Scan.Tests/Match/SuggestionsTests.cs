using Pavior.Core;
using Pavior.Scan.Advisories.Osv;
using Pavior.Scan.Advisories.Store;
using Pavior.Scan.Match;
using Pavior.Scan.Tests.Advisories;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Match;

public sealed class SuggestionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_upgrade_leads_to_the_lowest_version_that_has_none_of_the_findings() =>
        Assert.Equal(
            "brick 0.21.1 → 1.16.0 removes 3",
            Suggest(
                "0.21.1",
                """[{"introduced": "0"}, {"fixed": "0.31.1"}, {"introduced": "1.0.0"}, {"fixed": "1.15.1"}]""",
                """[{"introduced": "0"}, {"fixed": "0.32.0"}, {"introduced": "1.0.0"}, {"fixed": "1.16.0"}]""",
                """[{"introduced": "0"}, {"fixed": "1.6.8"}]"""));

    [Fact]
    public void Within_a_branch_the_branch_is_enough() =>
        Assert.Equal(
            "brick 0.21.1 → 0.32.0 removes 2",
            Suggest(
                "0.21.1",
                """[{"introduced": "0"}, {"fixed": "0.31.1"}, {"introduced": "1.0.0"}, {"fixed": "1.15.1"}]""",
                """[{"introduced": "0"}, {"fixed": "0.32.0"}, {"introduced": "1.0.0"}, {"fixed": "1.16.0"}]"""));

    [Fact]
    public void Where_no_version_has_none_the_one_with_least_risk_is_named_and_what_stays_is_not_counted() =>
        Assert.Equal(
            "brick 1.0.0 → 1.2.0 removes 1",
            Suggest(
                "1.0.0",
                """[{"introduced": "0"}, {"fixed": "1.1.0"}, {"introduced": "1.2.0"}]""",
                """[{"introduced": "0"}, {"fixed": "1.2.0"}]"""));

    [Fact]
    public void Of_two_versions_that_leave_the_same_risk_the_lower_is_named() =>
        Assert.Equal(
            "brick 1.0.0 → 1.2.0 removes 2",
            Suggest(
                "1.0.0",
                """[{"introduced": "0"}, {"fixed": "1.1.0"}, {"introduced": "1.2.0"}]""",
                """[{"introduced": "0"}, {"fixed": "1.2.0"}, {"introduced": "1.9.0"}]""",
                """[{"introduced": "0"}, {"fixed": "1.2.0"}, {"introduced": "1.4.0"}, {"fixed": "1.5.0"}]"""));

    private string Suggest(string installed, params string[] events)
    {
        var builder = new DatabaseBuilder();
        for (var i = 0; i < events.Length; i++)
        {
            builder.Add(new OsvFeed(), FeedCorpus.Read(
                new OsvFeed(), "a.json", $$"""{"id": "GHSA-aaaa-bbbb-000{{i}}", "modified": "2026-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "npm", "name": "brick"}, "ranges": [{"type": "SEMVER", "events": {{events[i]}}}]}]}"""));
        }

        var path = _folder["vulnerabilities.db"];
        using (var file = File.Create(path))
            builder.Write(file);
        using var database = AdvisoryDatabase.Open(path);
        var package = new Package { Purl = new PackageUrl("npm", null, "brick", installed), Evidence = [new Evidence("node_modules/brick/package.json", "npm-package-json")] };
        var result = new VulnerabilityMatcher(database).Match(new Inventory(null, [package], []), null);
        Assert.Equal(events.Length, result.Findings.Count);
        return string.Join('\n', result.Suggestions.Select(s => $"{s.Name} {string.Join(' ', s.From)} → {s.To} removes {s.Findings}"));
    }
}
