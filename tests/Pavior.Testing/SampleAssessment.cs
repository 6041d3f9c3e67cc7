using Pavior.Core;

namespace Pavior.Testing;

/// <summary>What a database may say of the sample image: every kind of finding, and a distribution's many.</summary>
public static class SampleAssessment
{
    public static Report Image { get; } = Build();

    private static Report Build()
    {
        var report = SampleReports.Image;
        var packages = report.Inventory.Packages;
        var libc = packages.First(p => p.Name == "libc6");
        var semver = packages.First(p => p.Name == "semver");
        var babel = packages.First(p => p.Name == "@babel/core");
        List<Finding> findings =
        [
            new Finding
            {
                Id = "CVE-2024-2961",
                Package = libc,
                Severity = Severity.High,
                Score = 8.8m,
                Risk = 88.0,
                FixedVersion = "2.36-9+deb12u6",
                Exploited = new KnownExploited("CVE-2024-2961", new DateOnly(2025, 1, 1), null, Ransomware: true),
                Prediction = new ExploitPrediction("CVE-2024-2961", 0.9431f, 0.999f),
                Summary = "The iconv() function in the GNU C Library may overflow the output buffer passed to it by up to 4 bytes",
            },
            new Finding
            {
                Id = "GHSA-67hx-6x53-jw92",
                Package = babel,
                Severity = Severity.Critical,
                Score = 9.3m,
                Risk = 31.2,
                FixedVersion = "8.0.0-alpha.4",
                Prediction = new ExploitPrediction("CVE-2023-45133", 0.0004f, 0.1f),
                Summary = "Arbitrary code execution when compiling specifically crafted malicious code",
            },
            new Finding { Id = "CVE-2022-25883", Package = semver, Severity = Severity.Medium, Risk = 18.4, FixedVersion = "7.5.2", Summary = "Inefficient regular expressions" },
            new Finding { Id = "CVE-2022-25883", Package = packages.Last(p => p.Name == "semver"), Severity = Severity.Medium, Risk = 18.4, FixedVersion = "7.5.2", Summary = "Inefficient regular expressions" },
        ];
        for (var i = 0; i < 20; i++)
        {
            findings.Add(new Finding
            {
                Id = $"CVE-2010-{4000 + i}",
                Package = i % 2 == 0 ? libc : packages.First(p => p.Name == "libgcc-s1"),
                Severity = i % 3 == 0 ? Severity.Low : Severity.Unknown,
                Risk = 10 - (i * 0.4),
                Status = i % 4 == 0 ? AffectedStatus.WillNotFix : AffectedStatus.Affected,
                Summary = "A regular expression may use much memory",
            });
        }

        var database = new DatabaseInfo(SampleReports.Sha('f'), 92_282, [new FeedInfo("osv", 92_282, 0, new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero))], IsStarter: false);
        return report with
        {
            Assessment = new Assessment(
                database,
                findings,
                [
                    new Suggestion("glibc", "deb", ["2.36-9+deb12u9"], "2.36-9+deb12u6", 1, 88.0, [libc.Purl]),
                    new Suggestion("@babel/core", "npm", ["7.24.0"], "8.0.0-alpha.4", 1, 31.2, [babel.Purl]),
                    new Suggestion("semver", "npm", ["6.3.1", "7.5.4"], "7.5.2", 2, 36.8, [semver.Purl]),
                ],
                [new SetAside("CVE-2020-0001", semver.Purl, "osv", "GHSA-1", "the version is outside the range")],
                new SortedDictionary<string, int>(StringComparer.Ordinal) { ["generic"] = 2, ["NuGet"] = 1 }),
        };
    }
}
