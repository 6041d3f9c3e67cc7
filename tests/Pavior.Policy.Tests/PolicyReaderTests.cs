using Pavior.Core;
using Xunit;

namespace Pavior.Policy.Tests;

/// <summary>What <c>pavior.yaml</c> may say, and how a mistake in it is told.</summary>
public sealed class PolicyReaderTests
{
    [Fact]
    public void Gates_rules_and_waivers_are_read()
    {
        var policy = Read("""
            version: 1
            gates:
              build:
                acceptGaps: gap.kind == "unsupported"
                rules:
                  - id: known-exploited
                    decision: deny
                    when: finding.kev && finding.fixAvailable
                    message: Mend what is exploited.
                  - id: stale
                    decision: warn
                    when: database.ageDays > 7
            waivers:
              - id: CVE-2026-1
                package: pkg:npm/@babel/*
                paths: [test/**]
                owner: team-a
                reason: only in tests
                expires: 2026-12-31
                justification: vulnerable_code_not_in_execute_path
            """);

        Assert.Equal(
            ["known-exploited Deny Finding Mend what is exploited.", "stale Warn Report database.ageDays > 7"],
            policy.Gates["build"].Rules.Select(r => $"{r.Id} {r.Decision} {r.Scope} {r.Message}"));
        var waiver = Assert.Single(policy.Waivers);
        Assert.Equal("CVE-2026-1 pkg:npm/@babel/* test/** team-a 2026-12-31 pavior.yaml, line 14", FormattableString.Invariant(
            $"{waiver.Id} {waiver.Package!.Text} {waiver.Paths[0].Text} {waiver.Owner} {waiver.Expires:yyyy-MM-dd} {waiver.Source}"));
        Assert.Equal("pavior.yaml", policy.Info.Name);
    }

    [Theory]
    [InlineData("version: 2", "line 1, column 10: expected 1, the version of the policy's format")]
    [InlineData("gates: {}", "line 1, column 1: expected version in the policy")]
    [InlineData("version: 1\ngate: {}", "line 2, column 1: expected one of version, gates, waivers in the policy, not gate (did you mean gates?)")]
    [InlineData("version: 1\nversion: 1", "line 2, column 1: expected each key once, and version stands in line 1 already")]
    [InlineData("version: 1\ngates: {biuld: {}}", "line 2, column 9: expected one of ide, build, admission, runtime in gates, not biuld (did you mean build?)")]
    [InlineData("version: 1\ngates: {build: {rules: {}}}", "line 2, column 24: expected a list in rules")]
    [InlineData("version: 1\ngates: {build: {rules: [{decision: deny, when: 'true'}]}}", "line 2, column 25: expected id in rules")]
    [InlineData("version: 1\ngates: {build: {rules: [{id: A, decision: deny, when: 'true'}]}}", "line 2, column 30: expected an id of small letters, digits and hyphens, such as known-exploited")]
    [InlineData("version: 1\ngates: {build: {rules: [{id: a, decision: dney, when: 'true'}]}}", "line 2, column 43: expected one of deny, warn for decision, not dney (did you mean deny?)")]
    [InlineData("version: 1\ngates: {build: {rules: [{id: a, decision: deny, when: finding.kve}]}}", "line 2, column 63: expected a field of finding, not kve (did you mean kev?)")]
    [InlineData("version: 1\ngates: {build: {rules: [{id: a, decision: deny, when: 'finding.severity == \"hihg\"'}]}}", "line 2, column 73: expected one of unknown, low, medium, high, critical, not \"hihg\" (did you mean high?)")]
    [InlineData("version: 1\ngates: {build: {rules: [{id: a, decision: deny, when: finding.score}]}}", "line 2, column 55: expected a condition that is true or false, not a double")]
    [InlineData("version: 1\ngates: {build: {rules: [{id: a, decision: deny, when: finding.kev || gap.path == ''}]}}", "line 2, column 55: expected one of finding, gap, since a rule is asked of each of one kind; findings, packages and gaps are the lists of them")]
    [InlineData("version: 1\ngates:\n  build:\n    rules:\n    - id: a\n      decision: deny\n      when: |\n        finding.kev &&\n          finding.kve", "line 9, column 19: expected a field of finding, not kve (did you mean kev?)")]
    [InlineData("version: 1\ngates:\n  build:\n    rules:\n    - {id: a, decision: deny, when: 'true'}\n    - {id: a, decision: deny, when: 'true'}", "line 6, column 12: expected an id that no other rule of the gate has, and a stands in line 5")]
    [InlineData("version: 1\nwaivers: [{owner: a, reason: b, expires: 2026-01-01}]", "line 2, column 11: expected an id, a package or both in a waiver")]
    [InlineData("version: 1\nwaivers: [{id: a, owner: a, reason: b}]", "line 2, column 11: expected expires in waivers")]
    [InlineData("version: 1\nwaivers: [{id: a, owner: a, reason: b, expires: tomorrow}]", "line 2, column 49: expected a day, such as 2026-12-31")]
    [InlineData("version: 1\nwaivers: [{id: a, owner: '', reason: b, expires: 2026-01-01}]", "line 2, column 26: expected a text for owner")]
    [InlineData("version: 1\nwaivers: [{package: lodash, owner: a, reason: b, expires: 2026-01-01}]", "line 2, column 21: expected a package URL, such as pkg:npm/lodash or pkg:deb/debian/*")]
    [InlineData("- a", "line 1, column 1: expected keys with values in the policy")]
    public void A_mistake_is_told_by_its_place(string yaml, string expected) =>
        Assert.Equal($"pavior.yaml, {expected}", Assert.Throws<ParseException>(() => Read(yaml)).Message);

    [Fact]
    public void A_policy_that_is_too_long_is_refused_unread() =>
        Assert.Equal(GapKind.LimitReached, Assert.Throws<ParseException>(() => PolicyFile.Read("p", new byte[2 * 1024 * 1024])).Kind);

    [Fact]
    public void More_waivers_than_the_limit_are_refused()
    {
        var yaml = "version: 1\nwaivers:\n" + string.Concat(Enumerable.Repeat("- {id: a, owner: o, reason: r, expires: 2026-01-01}\n", 10_001));
        Assert.Equal("pavior.yaml: line 3: more than 10000 items in waivers", Assert.Throws<ParseException>(() => Read(yaml)).Message);
    }

    [Fact]
    public void A_policy_without_gates_lets_through_and_one_without_this_gate_is_refused()
    {
        Assert.Empty(Read("version: 1").GateOf("build").Rules);
        Assert.Equal("pavior.yaml: no gate for the stage build; there are admission", Assert.Throws<SourceException>(() => Read("version: 1\ngates: {admission: {}}").GateOf("build")).Message);
    }

    [Fact]
    public void The_built_in_policy_has_a_gate_without_rules_for_every_stage() =>
        Assert.All(PolicyFile.Stages, s => Assert.Empty(PolicyFile.BuiltIn.GateOf(s).Rules));

    internal static PolicyFile Read(string yaml) => PolicyFile.Read("pavior.yaml", System.Text.Encoding.UTF8.GetBytes(yaml));
}
