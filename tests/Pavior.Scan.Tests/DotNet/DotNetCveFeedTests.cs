using Pavior.Scan.DotNet;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.DotNet;

public sealed class DotNetCveFeedTests
{
    private const string Month = """
        {
          "last_updated": "2026-03-10",
          "title": "March",
          "disclosures": [{
            "id": "CVE-2026-1", "problem": "Bricks fall", "description": ["At length"],
            "cvss": {"version": "3.1", "vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", "score": 7.5, "severity": "HIGH"},
            "timeline": {"disclosure": {"date": "2026-03-09"}},
            "platforms": ["linux", "macos"], "architectures": ["all"],
            "references": ["https://hub.example.org/1"], "weakness": "CWE-770", "cna": {"name": "microsoft", "severity": "Important"}
          }],
          "products": [
            {"cve_id": "CVE-2026-1", "name": "dotnet-aspnetcore", "min_vulnerable": "8.0.0", "max_vulnerable": "8.0.24", "fixed": "8.0.25", "release": "8.0", "commits": []},
            {"cve_id": "CVE-2026-1", "name": "dotnet-runtime", "min_vulnerable": "9.0.0", "max_vulnerable": null, "fixed": "9.0.14", "release": "9.0", "commits": []},
            {"cve_id": "CVE-2026-1", "name": "dotnet-sdk", "min_vulnerable": " 8.0.100", "max_vulnerable": "8.0.124", "fixed": "8.0.125", "release": "8.0", "commits": []}
          ],
          "packages": [
            {"cve_id": "CVE-2026-1", "name": "Brick.Wall", "min_vulnerable": "1.0.0", "max_vulnerable": "2.1.6", "fixed": "2.17", "release": "", "commits": []},
            {"cve_id": "CVE-2026-1", "name": "Brick.Wall", "min_vulnerable": "17.11.4", "max_vulnerable": "17.11.4", "fixed": "17.12.36", "release": "", "commits": []},
            {"cve_id": "CVE-2026-1", "name": "Brick.Wall", "min_vulnerable": "3.0.0", "fixed": "", "release": "", "commits": []}
          ]
        }
        """;

    [Fact]
    public void Runtimes_have_the_names_of_what_is_installed_and_packages_their_own()
    {
        var sink = FeedCorpus.Read(new DotNetCveFeed(), "cve.json", Month);

        var advisory = Assert.Single(sink.Advisories);
        Assert.Equal("CVE-2026-1 Bricks fall High CWE-770", $"{advisory.Id} {advisory.Summary} {advisory.Severity} {string.Join(',', advisory.Weaknesses)}");
        Assert.Equal(
            """
            generic aspnetcore-runtime [8.0.0, 8.0.25)
            generic dotnet-runtime [9.0.0, 9.0.14)
            generic dotnet-sdk [8.0.100, 8.0.125)
            NuGet Brick.Wall [1.0.0, 2.1.6] or [17.11.4]
            """,
            string.Join('\n', advisory.Affected.Select(a => $"{a.Ecosystem} {a.Name} {a.Vulnerable}")));
        Assert.All(advisory.Affected, a => Assert.Equal(["darwin", "linux"], a.OperatingSystems));
        Assert.Equal("cve.json, package 3: expected \"cve_id\", \"name\", and the first and last vulnerable version", Assert.Single(sink.Gaps).Reason);
    }

    [Fact]
    public void Every_month_is_read()
    {
        var (sink, files, _) = FeedCorpus.ReadArchive<DotNetCveFeed>("advisories/dotnet-cve.tar.zst");

        Assert.Equal(18, files);
        Assert.Empty(sink.Gaps);
        Assert.Equal(40, sink.Advisories.Count);
        Assert.Equal(55, sink.Advisories.Sum(a => a.Affected.Count));
        Assert.Equal(130, sink.Advisories.Sum(a => a.Affected.Sum(p => p.Vulnerable.Intervals.Count)));
        Assert.Equal(
            ["aspnetcore-runtime", "dotnet-runtime", "dotnet-sdk"],
            sink.Advisories.SelectMany(a => a.Affected).Where(a => a.Ecosystem == "generic").Select(a => a.Name).Distinct().Order());
    }
}
