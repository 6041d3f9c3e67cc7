using Pavior.Core;
using Pavior.Scan.Ruby;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Ruby;

public sealed class RubySecFeedTests
{
    private const string Brick = """
        ---
        gem: brick
        framework: rails
        cve: 2024-1
        ghsa: aaaa-bbbb-cccc
        osvdb: 7
        url: https://brick.example.org/1
        title: Bricks fall
        date: 2024-05-01
        description: |
          At length.
        cvss_v2: 9.9
        cvss_v3: 4.3
        unaffected_versions:
          - "< 1.0"
        patched_versions:
          - "~> 2.1.3, >= 2.1.3.1"
          - ">= 3.0"
        related:
          cve:
            - 2024-9
          url:
            - https://brick.example.org/2
        """;

    [Fact]
    public void Vulnerable_is_what_is_neither_mended_nor_without_the_flaw()
    {
        var advisory = Read("gems/brick/CVE-2024-1.yml", Brick);

        Assert.Equal("brick/CVE-2024-1", advisory.Id);
        Assert.Equal(["CVE-2024-1", "GHSA-aaaa-bbbb-cccc", "OSVDB-7"], advisory.Aliases);
        Assert.Equal("Bricks fall Medium 2024", $"{advisory.Summary} {advisory.Severity} {advisory.Published?.Year}");
        Assert.Equal(["https://brick.example.org/1", "https://brick.example.org/2"], advisory.References);
        var package = Assert.Single(advisory.Affected);
        Assert.Equal("RubyGems brick", $"{package.Ecosystem} {package.Name}");
        Assert.Equal(
            "0.9 no, 1.0 yes, 2.1.3 yes, 2.1.3.1 no, 2.1.9 no, 2.2.0 yes, 3.0.rc1 yes, 3.0 no, 4.0 no",
            string.Join(", ", new[] { "0.9", "1.0", "2.1.3", "2.1.3.1", "2.1.9", "2.2.0", "3.0.rc1", "3.0", "4.0" }
                .Select(v => $"{v} {(package.Vulnerable.Contains(GemVersionOrder.Instance, v) ? "yes" : "no")}")));
    }

    [Fact]
    public void Without_any_version_all_are_vulnerable() =>
        Assert.Equal(VersionRange.All, Read("a.yml", "gem: brick\ntitle: x\ndate: 2024-05-01\n").Affected[0].Vulnerable);

    [Theory]
    [InlineData("gem: brick\nplatform: jruby\n", "RubyGems:java brick")]
    [InlineData("engine: ruby\n", "generic ruby")]
    [InlineData("engine: rbx\n", "generic rubinius")]
    public void Interpreters_and_gems_for_one_of_them_are_told_apart(string head, string expected)
    {
        var package = Read("rubies/x/CVE-2024-1.yml", head + "title: x\ndate: 2024-05-01\npatched_versions:\n- '>= 1'\n").Affected[0];

        Assert.Equal(expected, $"{package.Ecosystem} {package.Name}");
    }

    [Fact]
    public void A_requirement_that_is_none_is_refused() =>
        Assert.Throws<ParseException>(() => Read("a.yml", "gem: brick\npatched_versions:\n- soon\n"));

    [Theory]
    [InlineData(Brick, true)]
    [InlineData("engine: ruby\ntitle: x\ndate: 2024-05-01\n", true)]
    [InlineData("name: brick\ntitle: x\ndate: 2024-05-01\n", false)]
    public void Files_are_recognised_by_their_keys(string text, bool expected) => Assert.Equal(expected, FeedCorpus.Takes<RubySecFeed>("x.yml", text));

    [Fact]
    public void The_whole_database_is_read()
    {
        var (sink, files, _) = FeedCorpus.ReadArchive<RubySecFeed>("advisories/rubysec.tar.zst");

        Assert.Equal(1381, files);
        Assert.Empty(sink.Gaps);
        Assert.Equal(1381, sink.Advisories.Select(a => a.Id).Distinct().Count());
        Assert.Equal(
            "RubyGems 1220, RubyGems:java 14, generic 147",
            string.Join(", ", sink.Advisories.GroupBy(a => a.Affected[0].Ecosystem).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}")));
    }

    private static Advisory Read(string path, string text) => Assert.Single(FeedCorpus.Read(new RubySecFeed(), path, text).Advisories);
}
