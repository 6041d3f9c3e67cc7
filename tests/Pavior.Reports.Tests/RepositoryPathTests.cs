using System.Text.Json;
using Pavior.Core;
using Xunit;

namespace Pavior.Reports.Tests;

/// <summary>What those read who show findings beside the source: paths from the root of the repository, and one score for each rule.</summary>
public sealed class RepositoryPathTests
{
    [Theory]
    [InlineData("services/api", "services/api/a,b%3A/package-lock.json", "services/api/a%2Cb%253A/package-lock.json", "the root of the repository")]
    [InlineData("", "a,b%3A/package-lock.json", "a%2Cb%253A/package-lock.json", "the root of the repository")]
    [InlineData(null, "a,b%3A/package-lock.json", "a%2Cb%253A/package-lock.json", "the folder ./api")]
    public void Paths_count_from_the_root_of_the_repository(string? place, string path, string uri, string root)
    {
        var report = Report(new Target(TargetKind.SourceTree, "./api") { RepositoryPath = place }, Finding("CVE-2026-1", 5.0m));
        var annotations = WriterTests.Write(ReportWriters.Find("github")!, report).Split('\n');
        Assert.StartsWith($"::warning file={path.Replace("%", "%25", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal)},line=7,title=CVE-2026-1::", annotations[0], StringComparison.Ordinal);
        Assert.StartsWith($"::warning file={(place is { Length: > 0 } ? place + "/" : "")}broken.json,title=not seen::", annotations[1], StringComparison.Ordinal);

        var run = Sarif(report);
        var location = run.GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation");
        Assert.Equal((uri, "%SRCROOT%"), (location.GetProperty("uri").GetString(), location.GetProperty("uriBaseId").GetString()));
        Assert.Equal(root, run.GetProperty("originalUriBaseIds").GetProperty("%SRCROOT%").GetProperty("description").GetProperty("text").GetString());
    }

    [Fact]
    public void Whichever_folder_of_a_repository_is_scanned_a_result_is_the_same_one()
    {
        var whole = Report(new Target(TargetKind.SourceTree, ".") { RepositoryPath = "" }, Finding("CVE-2026-1", 5.0m, "services/api/"));
        var part = Report(new Target(TargetKind.SourceTree, "services/api") { RepositoryPath = "services/api" }, Finding("CVE-2026-1", 5.0m));
        Assert.Equal(Fingerprint(whole), Fingerprint(part));
    }

    [Fact]
    public void A_gap_of_the_whole_folder_names_no_file()
    {
        var report = new Report(new Target(TargetKind.SourceTree, "."), new Inventory(null, [], [new Gap("", GapKind.Unreadable, ".: refused")]));
        Assert.Contains("::warning title=not seen::.: refused", WriterTests.Write(ReportWriters.Find("github")!, report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_has_the_highest_score_of_its_findings()
    {
        var target = new Target(TargetKind.Image, "app");
        Assert.Equal("9.1", Score(Report(target, Finding("CVE-2026-1", 5.0m), Finding("CVE-2026-1", 9.1m), Finding("CVE-2026-1", null))));
        Assert.Equal("8.0", Score(Report(target, Finding("CVE-2026-1", 5.0m), Finding("CVE-2026-1", null) with { Severity = Severity.High })));
    }

    private static string? Score(Report report) =>
        Sarif(report).GetProperty("tool").GetProperty("driver").GetProperty("rules")[0].GetProperty("properties").GetProperty("security-severity").GetString();

    private static string? Fingerprint(Report report) =>
        Sarif(report).GetProperty("results")[0].GetProperty("partialFingerprints").GetProperty("findingId/v1").GetString();

    private static JsonElement Sarif(Report report) => JsonDocument.Parse(WriterTests.Write(ReportWriters.Find("sarif")!, report)).RootElement.GetProperty("runs")[0];

    private static Finding Finding(string id, decimal? score, string folder = "") => new()
    {
        Id = id,
        Severity = Severity.Medium,
        Score = score,
        Package = new Package
        {
            Purl = new PackageUrl("npm", null, "brick", "1.0.0"),
            Evidence = [new Evidence(folder + "a,b%3A/package-lock.json", "npm-package-lock", Line: 7)],
        },
    };

    private static Report Report(Target target, params Finding[] findings) =>
        new(target, new Inventory(null, [.. findings.Select(f => f.Package)], [new Gap("broken.json", GapKind.Malformed, "broken.json: expected JSON")]))
        {
            Assessment = new Assessment(new DatabaseInfo(Testing.SampleReports.Sha('1'), 1, [], false), findings, [], [], new Dictionary<string, int>()),
        };
}
