using Pavior.Core;
using Pavior.Scan.Arch;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Arch;

public sealed class ArchSecurityFeedTests
{
    [Fact]
    public void A_group_covers_its_vulnerabilities_in_each_of_its_packages()
    {
        var sink = Read("""
            [{"name": "AVG-1", "packages": ["brick", "lib32-brick"], "affected": "1-1", "fixed": "1-2", "severity": "High", "status": "Fixed", "type": "code execution", "issues": ["CVE-2024-1", "CVE-2024-2"]},
             {"name": "AVG-2", "packages": ["sand"], "affected": "1-1", "fixed": null, "severity": "Unknown", "status": "Vulnerable", "type": "x", "issues": []},
             {"name": "AVG-3", "packages": ["sand"], "affected": "1-1", "fixed": null, "severity": "Low", "status": "Not affected", "issues": ["CVE-2024-3"]},
             {"name": "AVG-4", "packages": ["sand"], "fixed": "3-1", "status": "Testing", "issues": ["CVE-2024-4"]},
             {"name": "AVG-5", "packages": ["sand"], "fixed": null, "status": "Unknown", "issues": ["CVE-2024-5"]}]
            """);

        Assert.Equal(
            """
            AVG-1[CVE-2024-1 CVE-2024-2] Arch Linux brick Affected (, 1-2)
            AVG-1[CVE-2024-1 CVE-2024-2] Arch Linux lib32-brick Affected (, 1-2)
            AVG-2 Arch Linux sand Affected (, )
            AVG-3[CVE-2024-3] Arch Linux sand NotAffected (, )
            AVG-4[CVE-2024-4] Arch Linux sand Affected (, 3-1)
            AVG-5[CVE-2024-5] Arch Linux sand UnderInvestigation (, )
            """,
            DistributionFeedRun.Lines(sink));
        Assert.Equal(Severity.High, sink.Advisories[0].Severity);
        Assert.Equal("code execution", sink.Advisories[0].Summary);
    }

    [Fact]
    public void A_group_with_another_status_is_a_gap_and_the_others_stay()
    {
        var sink = Read("[{\"name\": \"AVG-1\", \"packages\": [\"brick\"], \"status\": \"Gone\"},\n{\"name\": \"AVG-2\", \"packages\": [\"brick\"], \"status\": \"Vulnerable\"}]");

        Assert.Equal("all.json, line 1: expected a group with a name and a known status", Assert.Single(sink.Gaps).Reason);
        Assert.Equal("AVG-2", Assert.Single(sink.Advisories).Id);
    }

    [Fact]
    public void The_samples_say_what_another_reader_of_them_expects()
    {
        var sink = DistributionFeedRun.OverShared(new ArchSecurityFeed(), VunnelResults.Archive, "tests/unit/providers/arch/test-fixtures/input/");

        Assert.Empty(sink.Gaps);
        Assert.Equal(VunnelResults.Lines("arch"), VunnelResults.Lines(sink.Advisories, _ => "arch:rolling", byAdvisory: true));
    }

    private static Pavior.Scan.Advisories.FeedSink Read(string text) => DistributionFeedRun.Over(new ArchSecurityFeed(), "all.json", text);
}
