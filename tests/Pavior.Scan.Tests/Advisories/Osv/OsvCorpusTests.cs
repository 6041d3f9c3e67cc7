using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Advisories.Osv;
using Xunit;

namespace Pavior.Scan.Tests.Advisories.Osv;

/// <summary>Every record of the public feeds is read; the counts are those of the files, taken with another JSON and YAML reader.</summary>
public sealed class OsvCorpusTests
{
    [Theory]
    [InlineData("go", "osv-go", 4291, "withdrawn 17, packages 6106, intervals 7560, versions 0, aliases 7945, covers 0, informational 0, malicious 0")]
    [InlineData("crates", "osv-crates", 1206, "withdrawn 13, packages 1193, intervals 1452, versions 0, aliases 1516, covers 0, informational 476, malicious 73")]
    [InlineData("bitnami", "osv-bitnami", 7444, "withdrawn 0, packages 7444, intervals 19846, versions 0, aliases 7444, covers 0, informational 0, malicious 0")]
    [InlineData("homebrew", "osv-homebrew", 43, "withdrawn 0, packages 43, intervals 43, versions 0, aliases 0, covers 43, informational 0, malicious 0")]
    public void Every_record_of_a_feed_in_json_is_read(string feed, string archive, int records, string totals)
    {
        var (sink, files, _) = FeedCorpus.ReadArchive<OsvFeed>($"advisories/{archive}.tar.zst");

        Assert.Empty(sink.Gaps);
        Assert.Equal(records, files);
        Assert.Equal(records, sink.Advisories.Count);
        Assert.All(sink.Advisories, a => Assert.Equal(feed, a.Feed));
        Assert.Equal(totals, Totals(sink));
    }

    [Fact]
    public void Errata_of_AlmaLinux_that_mend_no_vulnerability_are_left_out_and_the_rest_covers_its_CVEs()
    {
        var (sink, files, _) = FeedCorpus.ReadArchive<OsvFeed>("advisories/osv-almalinux.tar.zst");

        Assert.Empty(sink.Gaps);
        Assert.Equal(5680, files);
        Assert.Equal(4483, sink.Advisories.Count);
        Assert.Equal("withdrawn 0, packages 62068, intervals 62068, versions 0, aliases 0, covers 16621, informational 0, malicious 0", Totals(sink));
        var byModule = sink.Advisories.SelectMany(a => a.Affected).Where(a => a.Module is not null).GroupBy(a => a.Module!).ToDictionary(g => g.Key, g => g.Count());
        Assert.Contains("postgresql:12", byModule);
        Assert.All(sink.Advisories.SelectMany(a => a.Affected), a => Assert.False(a.IsSource));
    }

    [Fact]
    public void Records_gathered_from_many_publishers_are_read()
    {
        var (sink, files, _) = FeedCorpus.ReadArchive<OsvFeed>("advisories/ghsa-osv-harvest.tar.zst");

        Assert.Empty(sink.Gaps);
        Assert.Equal(454, files);
        Assert.Equal("withdrawn 6, packages 1096, intervals 1103, versions 31735, aliases 515, covers 53, informational 2, malicious 0", Totals(sink));
        Assert.Equal(
            "almalinux 4, crates 8, ghsa 393, go 11, osv 22, pypi 16",
            string.Join(", ", sink.Advisories.GroupBy(a => a.Feed).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}")));
    }

    [Fact]
    public void Every_record_of_PyPI_is_read_and_those_that_name_no_version_are_listed()
    {
        var (sink, files, _) = FeedCorpus.ReadArchive<OsvYamlFeed>("advisories/osv-pypi.tar.zst");

        Assert.Equal(7080, files);
        Assert.Equal(7080, sink.Advisories.Count);
        Assert.All(sink.Advisories, a => Assert.Equal("pypi", a.Feed));
        Assert.Equal("withdrawn 269, packages 6801, intervals 10378, versions 579429, aliases 13521, covers 0, informational 0, malicious 38", Totals(sink));
        Assert.Equal(11, sink.Gaps.Count);
        Assert.All(sink.Gaps, g => Assert.EndsWith(": expected a range or a list of versions", g.Reason, StringComparison.Ordinal));
    }

    private static string Totals(FeedSink sink)
    {
        var packages = sink.Advisories.SelectMany(a => a.Affected).ToArray();
        return $"withdrawn {sink.Advisories.Count(a => a.Withdrawn is not null)}, packages {packages.Length}, "
            + $"intervals {packages.Sum(p => p.Vulnerable.Intervals.Count)}, versions {packages.Sum(p => p.Versions.Count)}, "
            + $"aliases {sink.Advisories.Sum(a => a.Aliases.Count)}, covers {sink.Advisories.Sum(a => a.Covers.Count)}, "
            + $"informational {sink.Advisories.Count(a => a.Kind == AdvisoryKind.Informational)}, "
            + $"malicious {sink.Advisories.Count(a => a.Kind == AdvisoryKind.Malicious)}";
    }
}
