using Pavior.Core;
using Pavior.Scan.OperatingSystems;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.OperatingSystems;

public sealed class DistributionTests
{
    [Fact]
    public void Os_release_names_the_distribution()
    {
        var found = OsRelease("""
            PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
            NAME="Debian GNU/Linux"
            VERSION_ID="12"
            VERSION="12 (bookworm)"
            VERSION_CODENAME=bookworm
            ID=debian
            HOME_URL="https://www.example.org/"
            """);

        Assert.Equal("debian|12|Debian GNU/Linux 12 (bookworm)|bookworm|", Line(found));
        Assert.Empty(found.Gaps);
    }

    [Theory]
    [InlineData("ID='a'\"b\"c", "abc||Linux||")]
    [InlineData("ID=\"a b\"", "a b||Linux||")]
    [InlineData("ID=a # comment\nVERSION_ID=1", "a|1|Linux||")]
    [InlineData("# ID=no\n\n  ID=yes", "yes||Linux||")]
    [InlineData("ID=x\nPRETTY_NAME=\"say \\\"hi\\\" for \\$5 \\\\ \\n\"", "x||say \"hi\" for $5 \\ \\n||")]
    [InlineData("ID=x\nPRETTY_NAME='$HOME \\'", "x||$HOME \\||")]
    [InlineData("ID=x\r\nVERSION_ID=2\r\n", "x|2|Linux||")]
    [InlineData("ID=first\nID=second", "second||Linux||")]
    [InlineData("NAME=\"Arch Linux\"\nVERSION=1", "linux||Arch Linux 1||")]
    [InlineData("ID=Rocky\nID_LIKE=\"rhel  centos fedora\"", "rocky||Linux||rhel centos fedora")]
    public void Values_are_read_as_a_shell_reads_them(string text, string expected) => Assert.Equal(expected, Line(OsRelease(text)));

    [Fact]
    public void A_quote_without_end_is_a_gap_and_ends_with_its_line()
    {
        var found = OsRelease("NAME=\"Debian\nID=debian\n");

        Assert.Equal("debian||Debian||", Line(found));
        Assert.Equal("etc/os-release, line 1: expected a closing \"", Assert.Single(found.Gaps).Reason);
    }

    [Fact]
    public void A_file_without_assignments_is_a_gap()
    {
        var found = OsRelease("<html>");

        Assert.Null(found.Distribution);
        Assert.Single(found.Gaps);
    }

    [Theory]
    [InlineData("etc/alpine-release", "3.19.1\n", "alpine|3.19.1|Alpine Linux v3.19.1||")]
    [InlineData("etc/debian_version", "12.5\n", "debian|12|Debian GNU/Linux 12.5||")]
    [InlineData("etc/debian_version", "trixie/sid\n", "debian||Debian GNU/Linux trixie/sid|trixie|")]
    [InlineData("etc/centos-release", "CentOS release 6.10 (Final)\n", "centos|6.10|CentOS release 6.10 (Final)|Final|")]
    [InlineData("etc/redhat-release", "Red Hat Enterprise Linux Server release 6.10 (Santiago)", "rhel|6.10|Red Hat Enterprise Linux Server release 6.10 (Santiago)|Santiago|")]
    [InlineData("etc/system-release", "Amazon Linux AMI release 2018.03\n", "amzn|2018.03|Amazon Linux AMI release 2018.03||")]
    [InlineData("etc/oracle-release", "Oracle Linux Server release 6.8", "ol|6.8|Oracle Linux Server release 6.8||")]
    [InlineData("etc/system-release", "openEuler release 22.03 (LTS-SP1)", "openeuler|22.03|openEuler release 22.03 (LTS-SP1)|LTS-SP1|")]
    public void Older_releases_name_themselves_in_one_line(string path, string text, string expected) =>
        Assert.Equal(expected, Line(ExtractorRun.Over(new PlainReleaseExtractor(), path, text)));

    [Fact]
    public void Os_release_in_etc_goes_before_all_others()
    {
        var paths = new[] { "etc/debian_version", "usr/lib/os-release", "etc/redhat-release", "etc/oracle-release", "etc/os-release", "etc/passwd" };

        Assert.Equal(
            ["etc/os-release", "usr/lib/os-release", "etc/oracle-release", "etc/redhat-release", "etc/debian_version", "etc/passwd"],
            paths.OrderBy(DistributionFiles.Rank));
    }

    [Fact]
    public void No_mutation_throws()
    {
        var seed = "NAME=\"A \\\"b\\\"\"\nID='x'y\\z\nVERSION_ID=1 # c\n"u8.ToArray();
        Mutations.Run(seed, 4000, b => ExtractorRun.Over(new OsReleaseExtractor(), "etc/os-release", b));
        Mutations.Run("CentOS release 6.10 (Final)\n"u8.ToArray(), 2000, b => ExtractorRun.Over(new PlainReleaseExtractor(), "etc/centos-release", b));
    }

    private static Extraction OsRelease(string text) => ExtractorRun.Over(new OsReleaseExtractor(), "etc/os-release", text);

    private static string Line(Extraction found) => found.Distribution is not { } d
        ? "(none)"
        : $"{d.Id}|{d.VersionId}|{d.PrettyName}|{d.Codename}|{string.Join(' ', d.IdLike)}";
}
