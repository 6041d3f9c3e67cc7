using System.Text.Json;
using Xunit;

namespace Pavior.EndToEnd.Findings;

/// <summary>A small database, an SBOM and a policy: exit codes, waivers, VEX in and out, as a pipeline sees them.</summary>
public sealed class PolicyTests : IDisposable
{
    private const string Grave = """
        version: 1
        gates:
          build:
            rules:
              - {id: grave, decision: deny, when: 'finding.severity == "high" && finding.fixAvailable'}
          runtime:
            rules:
              - {id: any, decision: warn, when: size(findings) > 0}
        """;

    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Without_a_policy_findings_are_shown_and_nothing_is_denied()
    {
        var run = Scan(0);
        Assert.Equal("allow built-in", $"{Verdict(run, "decision")} {run.Report.GetProperty("verdict").GetProperty("policy").GetProperty("name").GetString()}");
        Assert.Equal(1, run.Report.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public void The_policy_of_the_current_folder_denies()
    {
        Work("pavior.yaml", Grave);
        var run = Scan(1);
        Assert.Equal("pavior: denied at build by pavior.yaml: grave\n", run.Error);
        Assert.Equal("deny", Verdict(run, "decision"));
        Assert.Equal("warn", Verdict(Scan(0, "--stage", "runtime"), "decision"));
    }

    [Fact]
    public void A_policy_inside_of_what_is_scanned_is_not_asked()
    {
        Work("pavior.yaml", Grave);
        _box.InputFile("tree/package-lock.json", """{"name":"shop","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"shop","version":"1.0.0"},"node_modules/lodash":{"version":"4.17.20"}}}""");
        var own = _box.InputFile("tree/pavior.yaml", "version: 1\nwaivers: [{package: 'pkg:npm/*', owner: x, reason: y, expires: 2099-01-01}]\n");
        var run = PaviorProcess.Run(_box, ["scan", _box.InputPath("tree"), "--db", Database(), "--format", "json", "--no-cache"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("lies in what is scanned and is not asked", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, PaviorProcess.Run(_box, ["scan", _box.InputPath("tree"), "--db", Database(), "--policy", own, "--no-cache"]).ExitCode);
    }

    [Fact]
    public void A_waiver_counts_until_its_last_day()
    {
        Work("pavior.yaml", Grave + "\nwaivers:\n  - {id: GHSA-35jh-r3h4-6jhm, package: pkg:npm/lodash, owner: shop, reason: not used, expires: 2026-03-31}\n");
        var run = Scan(0, "--today", "2026-03-31");
        Assert.Equal("waiver shop not used 2026-03-31", string.Join(' ', new[] { "kind", "by", "text", "until" }.Select(f => run.Report.GetProperty("suppressed")[0].GetProperty("statement").GetProperty(f).GetString())));
        Assert.Equal("it expired on 2026-03-31", Scan(1, "--today", "2026-04-01").Report.GetProperty("unusedStatements")[0].GetProperty("why").GetString());
        var epoch = PaviorProcess.Run(_box, Words("--format", "json"), measure: true, ("SOURCE_DATE_EPOCH", "1775100000"));
        Assert.Equal(1, epoch.ExitCode);
    }

    [Fact]
    public void What_a_vex_document_sets_aside_does_not_count_and_comes_out_as_vex_again()
    {
        Work("pavior.yaml", Grave);
        Work("vex.json", """
            {"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://vex.example.org/1","author":"Shop","timestamp":"2026-02-01T00:00:00Z","version":1,"statements":[
            {"vulnerability":{"name":"CVE-2021-23337"},"products":[{"@id":"pkg:npm/lodash"}],"status":"not_affected","justification":"vulnerable_code_not_in_execute_path"},
            {"vulnerability":{"name":"CVE-2020-1"},"products":[{"@id":"pkg:npm/nope"}],"status":"fixed"}]}
            """);
        var run = Scan(0, "--vex", "vex.json");
        Assert.Equal("vex.json, line 2", run.Report.GetProperty("suppressed")[0].GetProperty("statement").GetProperty("source").GetString());
        Assert.Equal("no such package is in this target", run.Report.GetProperty("unusedStatements")[0].GetProperty("why").GetString());

        var written = PaviorProcess.Run(_box, Words("--vex", "vex.json", "--format", "openvex"));
        Work("again.json", written.Output);
        Assert.Equal("not_affected", JsonDocument.Parse(written.Output).RootElement.GetProperty("statements")[0].GetProperty("status").GetString());
        Scan(0, "--vex", "again.json");
    }

    [Theory]
    [InlineData("version: 1\ngates: {build: {rules: [{id: a, decision: deny, when: finding.kve}]}}", "pavior: pavior.yaml, line 2, column 63: expected a field of finding, not kve (did you mean kev?)\n")]
    [InlineData("version: 1\ngates: {ide: {}}", "pavior: pavior.yaml: no gate for the stage build; there are ide\n")]
    [InlineData("{", "pavior: pavior.yaml, line 2: expected YAML")]
    public void A_policy_that_is_none_ends_before_anything_is_scanned(string yaml, string error)
    {
        Work("pavior.yaml", yaml);
        var run = PaviorProcess.Run(_box, ["scan", "nothing-here.tar"]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_about_findings_is_incomplete_without_a_database_and_a_denial_outweighs_gaps()
    {
        Work("pavior.yaml", Grave);
        var run = PaviorProcess.Run(_box, ["scan", Sbom(), "--format", "json"]);
        Assert.Equal(3, run.ExitCode);
        Assert.Equal("pavior: incomplete: the rule grave asks for findings, and no vulnerability database was asked\n", run.Error);

        _box.InputFile("tree/package-lock.json", """{"name":"shop","lockfileVersion":3,"packages":{"node_modules/lodash":{"version":"4.17.20"}}}""");
        _box.InputFile("tree/sub/package-lock.json", "{");
        Assert.Equal(1, PaviorProcess.Run(_box, ["scan", _box.InputPath("tree"), "--db", Database(), "--no-cache"]).ExitCode);
        Assert.Equal(3, PaviorProcess.Run(_box, ["scan", _box.InputPath("tree"), "--db", Database(), "--no-cache", "--stage", "runtime"]).ExitCode);
        Assert.Equal(0, PaviorProcess.Run(_box, ["scan", _box.InputPath("tree"), "--db", Database(), "--no-cache", "--stage", "runtime", "--accept-gaps"]).ExitCode);
    }

    [Fact]
    public void Twenty_runs_give_the_same_bytes()
    {
        Work("pavior.yaml", Grave);
        Assert.Single(Enumerable.Range(0, 20).Select(_ => Scan(1, "--today", "2026-03-31").Output).Distinct());
    }

    [Fact]
    public void Words_that_do_not_go_together_are_refused() =>
        Assert.Equal((2, "pavior: --policy does not go with --inventory-only, which asks for no findings\n"), PaviorProcess.Run(_box, ["scan", Sbom(), "--inventory-only", "--policy", "x"]) is var run ? (run.ExitCode, run.Error) : default);

    private void Work(string name, string text) => File.WriteAllText(Path.Combine(_box.Work, name), text);

    private static string? Verdict(PaviorRun run, string field) => run.Report.GetProperty("verdict").GetProperty(field).GetString();

    private PaviorRun Scan(int expected, params string[] words)
    {
        var run = PaviorProcess.Run(_box, Words([.. words, "--format", "json"]));
        Assert.True(run.ExitCode == expected, run.ToString());
        return run;
    }

    private string[] Words(params string[] words) => ["scan", Sbom(), "--db", Database(), .. words];

    private string Sbom() => _box.InputFile("app.cdx.json", """
        {"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"metadata":{"component":{"type":"application","name":"shop"}},
        "components":[{"type":"library","bom-ref":"l","name":"lodash","version":"4.17.20","purl":"pkg:npm/lodash@4.17.20"}]}
        """);

    private string Database()
    {
        var path = _box.Path("small.db");
        if (File.Exists(path))
            return path;
        _box.InputFile("feeds/GHSA-35jh-r3h4-6jhm.json", """
            {"schema_version":"1.6.0","id":"GHSA-35jh-r3h4-6jhm","modified":"2026-01-02T00:00:00Z","published":"2021-05-06T16:05:51Z","aliases":["CVE-2021-23337"],"summary":"Command injection",
            "affected":[{"package":{"ecosystem":"npm","name":"lodash"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"4.17.21"}]}]}],"database_specific":{"severity":"HIGH"}}
            """);
        Assert.Equal(0, PaviorProcess.Run(_box, ["db", "build", "--from", _box.InputPath("feeds"), "-o", path]).ExitCode);
        return path;
    }
}
