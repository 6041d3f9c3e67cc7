using Pavior.Core;

namespace Pavior.Testing;

/// <summary>The sample image with findings of every kind, hostile words among them.</summary>
public static class SampleAssessments
{
    public static Report Image { get; } = SampleReports.Image with { Assessment = Of(SampleReports.Image) };

    private static Assessment Of(Report report)
    {
        Package Find(string name, string version) => report.Inventory.Packages.First(p => p.Name == name && p.Version == version);
        var nginx = Find("nginx", "1.22.1-9");
        var semver = Find("semver", "6.3.1");
        var babel = Find("@babel/core", "7.24.0");
        var libc = Find("libc6", "2.36-9+deb12u9");
        Finding[] findings =
        [
            new()
            {
                Id = "MAL-2026-0001",
                Kind = AdvisoryKind.Malicious,
                Package = babel,
                Summary = "Sends tokens away %0A::error::\u001b[31m <script>alert(1)</script>",
                Risk = 100,
                Sources = [new FindingSource("osv", "MAL-2026-0001", "[7.24.0, 7.24.0]", "https://osv.example.org/MAL-2026-0001")],
            },
            new()
            {
                Id = "CVE-2026-0001",
                Aliases = ["GHSA-aaaa-bbbb-cccc"],
                Package = nginx,
                Summary = "Request smuggling, in \"proxy\" mode",
                Severity = Severity.Critical,
                Score = 9.8m,
                Cvss = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                FixedVersion = "1.22.1-9+deb12u1",
                Published = new DateOnly(2026, 1, 15),
                Exploited = new KnownExploited("CVE-2026-0001", new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 22), Ransomware: true),
                Prediction = new ExploitPrediction("CVE-2026-0001", 0.94f, 0.999f),
                Weaknesses = ["CWE-444"],
                Risk = 97.5,
                Sources = [new FindingSource("debian", "CVE-2026-0001", "(, 1.22.1-9+deb12u1)", "https://tracker.example.org/CVE-2026-0001")],
            },
            new()
            {
                Id = "CVE-2026-0002",
                Package = semver,
                Summary = "Slow pattern",
                Severity = Severity.High,
                Score = 7.5m,
                Cvss = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
                FixedVersion = "6.3.2",
                Risk = 41,
                Sources = [new FindingSource("ghsa", "GHSA-dddd-eeee-ffff", "[6.0.0, 6.3.2)", "not an address")],
            },
            new() { Id = "CVE-2026-0003", Package = libc, Summary = "", Severity = Severity.Low, Status = AffectedStatus.WillNotFix, Risk = 8 },
            new() { Id = "CVE-2026-0001", Aliases = ["GHSA-aaaa-bbbb-cccc"], Package = libc, Severity = Severity.Medium, Risk = 6 },
            new() { Id = "RUSTSEC-2026-0001", Kind = AdvisoryKind.Informational, Package = semver, Summary = "Nobody looks after it", Confidence = Confidence.Low, Risk = 1 },
        ];
        return new Assessment(
            new DatabaseInfo(
                SampleReports.Sha('d'),
                92_282,
                [new FeedInfo("debian", 40_000, 2, new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero)), new FeedInfo("ghsa", 30_000, 0, null)],
                IsStarter: false),
            findings,
            [new Suggestion("nginx", "deb", ["1.22.1-9"], "1.22.1-9+deb12u1", 1, 97.5, [nginx.Purl]), new Suggestion("semver", "npm", ["6.3.1"], "6.3.2", 1, 41, [semver.Purl])],
            [new SetAside("CVE-2026-0009", semver.Purl, "ghsa", "GHSA-gggg-hhhh-jjjj", "6.3.1 is outside of (, 6.3.0)")],
            new SortedDictionary<string, int>(StringComparer.Ordinal) { ["Maven"] = 2 });
    }
}
