using Pavior.Core;

namespace Pavior.Testing;

/// <summary>The sample image with findings of every kind, hostile words among them.</summary>
public static class SampleAssessments
{
    public static Report Image { get; } = SampleReports.Image with { Assessment = Of(SampleReports.Image) };

    /// <summary>The same, judged: one finding waived, one not affected by a document, one under investigation, a denial, a warning, and gaps.</summary>
    public static Report Judged { get; } = Judge(Image);

    private static Report Judge(Report report)
    {
        var all = report.Assessment!.Findings;
        var waived = all[2] with
        {
            Statement = new FindingStatement { Status = VexStatus.Affected, Text = "Only in <tests> \u001b[31m", By = "team-a@example.org", Source = "pavior.yaml, line 12", Until = new DateOnly(2026, 12, 31), IsWaiver = true },
        };
        var notAffected = all[3] with
        {
            Statement = new FindingStatement
            {
                Status = VexStatus.NotAffected,
                Justification = VexJustification.VulnerableCodeNotInExecutePath,
                Text = "The function is never called",
                By = "Vendor",
                Source = "vendor.openvex.json, line 9",
                Since = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero),
            },
        };
        var noted = all[4] with { Statement = new FindingStatement { Status = VexStatus.UnderInvestigation, By = "Vendor", Source = "vendor.openvex.json, line 30" } };
        return report with
        {
            Assessment = report.Assessment with { Findings = [all[0], all[1], noted, all[5]] },
            Suppressed = [waived, notAffected],
            Unused =
            [
                new UnusedStatement(true, "pavior.yaml, line 20", "CVE-2025-0001", "pkg:npm/left-pad", "it expired on 2026-01-31"),
                new UnusedStatement(false, "vendor.openvex.json, line 40", "CVE-2026-0077", "pkg:npm/%2A", "no such package is in this target"),
            ],
            Verdict = new Verdict(
                Decision.Deny,
                "build",
                [
                    new VerdictReason(Decision.Deny, "malicious", "No package that does harm") { Of = "finding", Count = 1, Findings = [all[0]] },
                    new VerdictReason(Decision.Warn, "root", "target.user == ''"),
                ])
            {
                Policy = new PolicyInfo("pavior.yaml", SampleReports.Sha('e')),
                Missing = ["2 things could not be read"],
            },
        };
    }

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
