using Pavior.Core;
using Pavior.Scan.Java;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Java;

public sealed class ProjectKbFeedTests
{
    [Fact]
    public void Releases_that_were_found_vulnerable_are_listed_and_nothing_is_said_of_others()
    {
        var sink = FeedCorpus.Read(new ProjectKbFeed(), "statements/CVE-2024-1/statement.yaml", """
            vulnerability_id: CVE-2024-1
            notes:
            - links:
              - https://brick.example.org/1
              text: Bricks fall
            fixes:
            - id: main
              commits:
              - id: abc
                repository: https://git.example.org/brick
            artifacts:
            - id: pkg:maven/org.brick/wall@1.0
              reason: Reviewed manually
              affected: true
            - id: pkg:maven/org.brick/wall@1.10
              affected: true
            - id: pkg:maven/org.brick/wall@2.0
              affected: false
            - id: pkg:maven/org.brick/roof
              affected: true
            """);

        var advisory = Assert.Single(sink.Advisories);
        Assert.Equal("CVE-2024-1 Bricks fall https://brick.example.org/1", $"{advisory.Id} {advisory.Summary} {string.Join(' ', advisory.References)}");
        var package = Assert.Single(advisory.Affected);
        Assert.Equal("Maven org.brick:wall none 1.0,1.10", $"{package.Ecosystem} {package.Name} {package.Vulnerable} {string.Join(',', package.Versions)}");
        Assert.Equal(VersionRange.None, package.Vulnerable);
        Assert.EndsWith("CVE-2024-1, artifact 4: expected a package URL with version of a known type", Assert.Single(sink.Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_statement_is_read()
    {
        var (sink, files, _) = FeedCorpus.ReadArchive<ProjectKbFeed>("advisories/sap-project-kb.tar.zst");

        Assert.Equal(1297, files);
        Assert.Empty(sink.Gaps);
        Assert.Equal(1297, sink.Advisories.Count);
        Assert.Equal(1046, sink.Advisories.Sum(a => a.Affected.Count));
        Assert.Equal(10617, sink.Advisories.Sum(a => a.Affected.Sum(p => p.Versions.Count)));
    }
}
