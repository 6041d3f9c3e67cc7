using Pavior.Scan.Advisories;
using Pavior.Scan.Advisories.Store;
using Pavior.Scan.Alpine;
using Pavior.Scan.Debian;
using Xunit;

namespace Pavior.Scan.Tests.Advisories;

public sealed class DistributionFeedsTests
{
    [Theory]
    [InlineData("data/vuln/feeds/debian-tracker-lists.tar.zst", "debian-lists 3")]
    [InlineData("data/vuln/feeds/ubuntu-cve-tracker.tar.zst", "ubuntu 46927")]
    [InlineData("data/vuln/feeds/alpine-secdb.tar.zst", "alpine 18")]
    [InlineData("data/vuln/feeds/azurelinux-oval.tar.zst", "azure-linux 2")]
    [InlineData("data/vuln/feeds/wolfi-advisories-apache2.tar.zst", "wolfi-advisories 1278")]
    [InlineData("data/vuln/feeds/rhel-vex-samples.tar.zst", "alpine 1, photon-oval 1, red-hat 16")]
    public void A_file_of_a_real_feed_is_taken_by_one_feed_alone(string archive, string expected)
    {
        var taken = new List<string>();
        var twice = new List<string>();
        foreach (var (path, bytes) in DistributionFeedRun.SharedFiles(archive))
        {
            var head = bytes.AsMemory(0, Math.Min(bytes.Length, 256 * 1024));
            var feeds = AdvisoryFeeds.All.Where(f => f.Recognises(path, head.Span)).Select(f => f.Id).ToArray();
            taken.AddRange(feeds.Take(1));
            if (feeds.Length > 1)
                twice.Add($"{path}: {string.Join(' ', feeds)}");
        }

        Assert.Equal("", string.Join('\n', twice));
        Assert.Equal(expected, string.Join(", ", taken.CountBy(t => t).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key} {t.Value}")));
    }

    [Fact]
    public void In_a_database_the_files_of_a_feed_say_together_what_one_advisory_says()
    {
        var builder = new DatabaseBuilder();
        var alpine = new AlpineSecurityFeed();
        foreach (var release in (string[])["v3.10", "v3.11"])
        {
            builder.Add(alpine, DistributionFeedRun.Over(
                alpine, "main.yaml", $"distroversion: {release}\napkurl: '{{{{urlprefix}}}}/{{{{distroversion}}}}/x'\npackages:\n- pkg:\n    name: brick\n    secfixes:\n      {release[1..]}-r0:\n      - CVE-2019-1002\n"));
        }

        var debian = new DebianTrackerFeed();
        builder.Add(debian, DistributionFeedRun.Over(debian, "debian.json", """
            {"brick": {"CVE-2024-1": {"scope": "local", "releases": {"trixie": {"status": "open", "urgency": "low"}}}},
             "sand": {"CVE-2024-1": {"scope": "local", "releases": {"trixie": {"status": "resolved", "fixed_version": "2"}}}}}
            """));
        var bytes = new MemoryStream();
        builder.Write(bytes);

        Assert.NotEqual(0, bytes.Length);
        Assert.Equal("CVE-2019-1002 Alpine:v3.10 src:brick Affected (, 3.10-r0)\nCVE-2019-1002 Alpine:v3.11 src:brick Affected (, 3.11-r0)", Joined(alpine, ["v3.11", "v3.10"]));
    }

    private static string Joined(AlpineSecurityFeed feed, string[] releases) =>
        DistributionFeedRun.Lines(feed.Complete([.. releases.SelectMany(r => DistributionFeedRun.Over(
            feed, "main.yaml", $"distroversion: {r}\napkurl: '{{{{urlprefix}}}}/{{{{distroversion}}}}/x'\npackages:\n- pkg:\n    name: brick\n    secfixes:\n      {r[1..]}-r0:\n      - CVE-2019-1002\n").Advisories)]));
}
