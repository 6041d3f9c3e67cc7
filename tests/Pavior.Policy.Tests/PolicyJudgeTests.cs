using Pavior.Core;
using Pavior.Testing;
using Xunit;

namespace Pavior.Policy.Tests;

/// <summary>What a policy says of the sample image.</summary>
public sealed class PolicyJudgeTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    [Theory]
    [InlineData("finding.kev", "Deny: rule finding 1")]
    [InlineData("finding.severity in ['critical', 'high'] && finding.fixAvailable", "Deny: rule finding 2")]
    [InlineData("finding.kind == 'malicious'", "Deny: rule finding 1")]
    [InlineData("finding.epss > 0.5 && finding.package.type == 'deb'", "Deny: rule finding 1")]
    [InlineData("!has(finding.score) && finding.kind == 'vulnerability'", "Deny: rule finding 2")]
    [InlineData("finding.ageDays > 53", "Deny: rule finding 1")]
    [InlineData("finding.ageDays > 54", "Allow: ")]
    [InlineData("'GHSA-aaaa-bbbb-cccc' in finding.aliases", "Deny: rule finding 2")]
    [InlineData("findings.filter(f, f.severity == 'critical').size() > 1", "Allow: ")]
    [InlineData("pkg.name == 'semver' && pkg.version == '6.3.1'", "Deny: rule package 1")]
    [InlineData("gap.kind in ['unreadable', 'unsupported']", "Deny: rule gap 2")]
    [InlineData("packages.exists(p, p.type == 'deb' && p.fromBase)", "Deny: rule report 1")]
    [InlineData("size(findings) > 5", "Deny: rule report 1")]
    [InlineData("database.isStarter || database.ageDays > 8", "Deny: rule report 1")]
    [InlineData("database.feeds.exists(f, !has(f.ageDays))", "Deny: rule report 1")]
    [InlineData("'Maven' in packagesWithoutFeed", "Deny: rule report 1")]
    [InlineData("target.user == '' || target.user == '0'", "Allow: ")]
    [InlineData("target.labels.missing == 'x'", "Deny: rule report 1 (cannot be told: no such key: missing)")]
    [InlineData("finding.aliases[0] == 'x'", "Deny: rule finding 4 (cannot be told: no item 0 in a list of 0)")]
    public void A_rule_denies_what_its_condition_holds_for(string when, string expected)
    {
        var verdict = Judge($"version: 1\ngates: {{build: {{acceptGaps: true, rules: [{{id: rule, decision: deny, message: m, when: \"{when}\"}}]}}}}");
        Assert.Equal(expected, $"{verdict.Decision}: {string.Join(", ", verdict.Because.Select(r => $"{r.Gate} {r.Of} {r.Count}{r.Message[1..]}"))}");
        Assert.Empty(verdict.Missing);
    }

    [Fact]
    public void Denials_come_before_warnings_and_findings_are_named()
    {
        var verdict = Judge("""
            version: 1
            gates:
              build:
                rules:
                  - {id: many, decision: warn, when: size(findings) > 2}
                  - {id: bad, decision: deny, when: finding.kev}
            """);
        Assert.Equal(["bad", "many"], verdict.Because.Select(r => r.Gate));
        Assert.Equal("CVE-2026-0001", Assert.Single(verdict.Because[0].Findings).Id);
    }

    [Fact]
    public void Gaps_that_the_policy_does_not_accept_leave_the_verdict_incomplete()
    {
        var gaps = SampleAssessments.Image.Inventory.Gaps;
        Assert.NotEmpty(gaps);
        Assert.Equal([$"{gaps.Count} things could not be read"], Judge("version: 1").Missing);
        Assert.Empty(Judge("version: 1\ngates: {build: {acceptGaps: \"gap.path != ''\"}}").Missing);
        Assert.Equal([$"{gaps.Count} things could not be read"], Judge("version: 1\ngates: {build: {acceptGaps: \"gap.path == ''\"}}").Missing);
        Assert.Empty(PolicyJudge.Judge(PolicyFile.BuiltIn, "build", SampleAssessments.Image, Today, acceptGaps: true).Missing);
    }

    [Fact]
    public void Rules_about_findings_cannot_be_answered_without_a_database()
    {
        var policy = PolicyReaderTests.Read("version: 1\ngates: {build: {acceptGaps: true, rules: [{id: bad, decision: deny, when: finding.kev}, {id: root, decision: warn, when: \"target.kind == 'image'\"}]}}");
        var verdict = PolicyJudge.Judge(policy, "build", SampleReports.Image, Today, acceptGaps: false);
        Assert.Equal(["the rule bad asks for findings, and no vulnerability database was asked"], verdict.Missing);
        Assert.Equal(Decision.Warn, verdict.Decision);
    }

    [Fact]
    public void A_rule_that_costs_too_much_denies()
    {
        var verdict = Judge("version: 1\ngates: {build: {rules: [{id: slow, decision: deny, when: \"[1,2,3,4,5,6,7,8,9,10].map(a, [1,2,3,4,5,6,7,8,9,10].map(b, [1,2,3,4,5,6,7,8,9,10].map(c, [1,2,3,4,5,6,7,8,9,10].map(d, [1,2,3,4,5,6,7,8,9,10].map(e, [1,2,3,4,5,6,7,8,9,10].map(f, f)))))).size() == 0\"}]}}");
        Assert.Equal(Decision.Deny, verdict.Decision);
        Assert.EndsWith("(cannot be told: it costs more than 1000000 steps)", verdict.Because[0].Message, StringComparison.Ordinal);
    }

    private static Verdict Judge(string yaml) => PolicyJudge.Judge(PolicyReaderTests.Read(yaml), "build", SampleAssessments.Image, Today, acceptGaps: false);
}
