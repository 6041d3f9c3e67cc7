using Pavior.Core;
using Pavior.Scan.Npm;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Npm;

public sealed class RetireFeedTests
{
    private const string Repository = """
        {
          "retire-example": {"vulnerabilities": [{"below": "0.0.2", "identifiers": {"CVE": ["CVE-XXXX-XXXX"]}, "info": []}], "extractors": {}},
          "brick.js": {
            "npmname": "brick",
            "vulnerabilities": [
              {"atOrAbove": "1.0.0", "below": "1.4.0", "severity": "medium", "cwe": ["CWE-79"], "identifiers": {"summary": "Bricks fall", "CVE": ["CVE-2024-1"], "githubID": "GHSA-1"}, "info": ["https://brick.example.org/1"]},
              {"atOrAbove": "2.0.0-*", "below": "2.1.0", "excludes": ["2.0.4-vendor"], "severity": "high", "identifiers": {"CVE": ["CVE-2024-1"], "githubID": "GHSA-1"}, "info": []},
              {"below": "~", "severity": "low", "identifiers": {"summary": "End of life", "retid": "73"}, "info": []},
              {"below": "0.9", "info": ["https://nodesecurity.io/advisories/13"]},
              {"below": "0.8"},
              {"atOrAbove": "1.0"}
            ]
          },
          "mortar": {"basePurl": "pkg:github/brick/mortar", "vulnerabilities": [{"below": "3", "identifiers": {"CVE": ["CVE-1", "CVE-2"]}}]}
        }
        """;

    [Fact]
    public void Entries_of_one_advisory_become_one_and_each_library_has_its_own()
    {
        var sink = FeedCorpus.Read(new RetireFeed(), "jsrepository.json", Repository);

        Assert.Equal(
            """
            retire.js/brick/GHSA-1 [GHSA-1,CVE-2024-1] High npm brick [1.0.0, 1.4.0) or [2.0.0-0, 2.0.4-vendor) or (2.0.4-vendor, 2.1.0)
            retire.js/brick/retid:73 [] Low npm brick (, )
            retire.js/brick/NSWG-ECO-13 [NSWG-ECO-13] Unknown npm brick (, 0.9)
            retire.js/brick/0..0.8 [] Unknown npm brick (, 0.8)
            retire.js/brick/mortar/CVE-1 [CVE-1,CVE-2] Unknown github brick/mortar (, 3)
            """,
            string.Join('\n', sink.Advisories.Select(a => $"{a.Id} [{string.Join(',', a.Aliases)}] {a.Severity} {Line(a.Affected[0])}")));
        Assert.Equal("jsrepository.json, line 11: expected a version in \"below\"", Assert.Single(sink.Gaps).Reason);
    }

    [Fact]
    public void Both_repositories_are_read()
    {
        var (sink, files, others) = FeedCorpus.ReadArchive<RetireFeed>("advisories/retirejs.tar.zst");

        Assert.Equal(2, files);
        Assert.Equal(2, others);
        Assert.Empty(sink.Gaps);
        Assert.Equal(481 + 502, sink.Advisories.Count);
    }

    private static string Line(AffectedPackage package) => $"{package.Ecosystem} {package.Name} {package.Vulnerable}";
}
