using Pavior.Scan.Advisories.Osv;
using Xunit;

namespace Pavior.Scan.Tests.Advisories.Osv;

public sealed class OsvYamlFeedTests
{
    private const string Record = """
        id: PYSEC-2024-1
        modified: 2024-05-02T10:11:12Z
        published: "2024-05-01T00:00:00Z"
        aliases:
        - CVE-2024-1
        details: |
          Bricks fall
          on heads.
        affected:
        - package:
            name: Brick.Wall
            ecosystem: PyPI
          ranges:
          - type: ECOSYSTEM
            events:
            - introduced: 0
            - fixed: 1.10
          versions:
          - "1.0"
          - 1.1
          - 1e3
          - 0x10
        """;

    [Fact]
    public void Every_scalar_is_text()
    {
        var advisory = Assert.Single(FeedCorpus.Read(new OsvYamlFeed(), "PYSEC-2024-1.yaml", Record).Advisories);

        Assert.Equal("pypi", advisory.Feed);
        Assert.Equal("Bricks fall on heads.", advisory.Summary);
        Assert.Equal(["CVE-2024-1"], advisory.Aliases);
        var package = Assert.Single(advisory.Affected);
        Assert.Equal("PyPI Brick.Wall (, 1.10)", $"{package.Ecosystem} {package.Name} {package.Vulnerable}");
        Assert.Equal(["1.0", "1.1", "1e3", "0x10"], package.Versions);
    }

    [Theory]
    [InlineData(Record, true)]
    [InlineData("affected:\n- package:\n    name: brick\n    ecosystem: PyPI\n", true)]
    [InlineData("# PyPA\n---\naffected:\n- ecosystem_specific: {}\n  package:\n    ecosystem: PyPI\n", true)]
    [InlineData("id: b0a5bd0f-aaaa\nsummary: a rule of something else\n", false)]
    [InlineData("schema-version: 2.0.2\npackage:\n  name: brick\nadvisories:\n  - id: CGA-aaaa\n", false)]
    [InlineData("gem: brick\ncve: 2024-1\n", false)]
    public void Files_are_recognised_by_what_they_say(string text, bool expected) =>
        Assert.Equal(expected, FeedCorpus.Takes<OsvYamlFeed>("vulns/brick/any.yaml", text));

    [Fact]
    public void What_is_no_mapping_is_a_gap() =>
        Assert.Equal(
            "a.yaml, record: expected an object with the id of an advisory",
            Assert.Single(FeedCorpus.Read(new OsvYamlFeed(), "a.yaml", "- 1\n").Gaps).Reason);
}
