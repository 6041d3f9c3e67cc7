using Pavior.Scan.Java;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Java;

public sealed class JenkinsWarningsFeedTests
{
    [Theory]
    [InlineData(".*", "1.5", "(, )", "")]
    [InlineData("1[.](\\d|1\\d|2[01234])(|[.-].*)", "1.24", "[1.0, 1.24]", "")]
    [InlineData("1[.](\\d|1[012345])[.]\\d+(|[.-].*)", "1.15.0", "[1.0, 1.15.999999999]", "")]
    [InlineData("(1|2[.][0-9]|2[.]10[.]1)(|[.-].+)|(2[.]10)", "2.10.1", "[1, 2.10.1]", "")]
    [InlineData("([0-2]|3[.]0)(|[.-].+)", "3.0", "(, 3.0]", "")]
    [InlineData("(1[.][0-4]|2[.]0)(|[.-].+)", "2.0", "[1.0, 1.4.999999999] or [2.0, 2.0]", "")]
    [InlineData("(1[.].*|2[.]4[01])(|[-].*)", "2.41", "[1, 1.999999999]", "2.40 2.41")]
    [InlineData("(2[.]32[.].+|2[.]46[.]1)(|[-].*)", "2.46.1", "[2.32, 2.32.999999999]", "2.46.1")]
    [InlineData("2026[.]5[.]09", "2026.5.09", "none", "2026.5.9")]
    [InlineData("(136)(|[.-].+)", "136.vb_9009b_3d33a_e", "[136, 136.vb_9009b_3d33a_e]", "")]
    [InlineData("2[.]0[-]beta[-]3", "2.0-beta-3", "none", "2.0-beta-3")]
    [InlineData("^0\\.0\\.(?:[12]?[0-9]|30)(?:[.-].+)?$", "0.0.30", "(, 0.0.30]", "")]
    public void Patterns_become_ranges_and_single_releases(string pattern, string last, string range, string versions)
    {
        var read = JenkinsVersions.TryRead(pattern, last);

        Assert.NotNull(read);
        Assert.Equal(range, new Core.VersionRange(read.Intervals).ToString());
        Assert.Equal(versions, string.Join(' ', read.Versions));
    }

    [Theory]
    [InlineData("(a|b)+")]
    [InlineData("[^1].*")]
    [InlineData("\\w+")]
    [InlineData("(1")]
    [InlineData("1)")]
    [InlineData("[1")]
    [InlineData("1{0}")]
    [InlineData("1[.].*beta.*")]
    [InlineData("(1|2){40}")]
    public void What_is_beyond_numbers_and_what_follows_them_is_refused(string pattern) => Assert.Null(JenkinsVersions.TryRead(pattern, null));

    [Fact]
    public void A_warning_names_a_plugin_or_the_core()
    {
        var sink = FeedCorpus.Read(new JenkinsWarningsFeed(), "warnings.json", """
            [
              {"id": "SECURITY-1", "type": "plugin", "name": "brick", "message": "Bricks fall", "url": "https://ci.example.org/1", "versions": [{"lastVersion": "1.1", "pattern": "1[.][01](|[.-].+)"}]},
              {"id": "core-2", "type": "core", "name": "core", "message": "x", "url": "https://ci.example.org/2", "versions": [{"lastVersion": "2.1"}]},
              {"id": "SECURITY-3", "type": "plugin", "name": "mortar", "message": "x", "url": "https://ci.example.org/3", "versions": [{"pattern": "\\w"}]}
            ]
            """);

        Assert.Equal(
            """
            SECURITY-1 Jenkins brick [1.0, 1.1]
            core-2 Jenkins jenkins-core (, 2.1]
            """,
            string.Join('\n', sink.Advisories.Select(a => $"{a.Id} {a.Affected[0].Ecosystem} {a.Affected[0].Name} {a.Affected[0].Vulnerable}")));
        Assert.Equal("warnings.json, SECURITY-3: expected patterns of numbers and what follows them", Assert.Single(sink.Gaps).Reason);
    }

    [Fact]
    public void Real_warnings_are_read_and_what_cannot_be_put_into_ranges_is_listed()
    {
        var (sink, files, _) = FeedCorpus.ReadArchive<JenkinsWarningsFeed>("advisories/jenkins-warnings.tar.zst");

        Assert.Equal(1, files);
        Assert.Equal("", string.Join('\n', sink.Gaps.Select(g => g.Reason)));
        Assert.Equal(1511, sink.Advisories.Count);
    }
}
