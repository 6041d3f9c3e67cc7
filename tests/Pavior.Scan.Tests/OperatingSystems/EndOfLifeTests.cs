using Pavior.Core;
using Pavior.Scan.OperatingSystems;
using Xunit;

namespace Pavior.Scan.Tests.OperatingSystems;

public sealed class EndOfLifeTests
{
    [Theory]
    [InlineData("debian", "12", "Debian GNU/Linux 12 (bookworm)", "2028-06-30")]
    [InlineData("debian", "9", "Debian GNU/Linux 9 (stretch)", "2022-06-30")]
    [InlineData("debian", "3.1", "Debian GNU/Linux 3.1", "2008-03-31")]
    [InlineData("debian", "", "Debian GNU/Linux trixie/sid", null)]
    [InlineData("ubuntu", "22.04", "Ubuntu 22.04.3 LTS", "2027-06-01")]
    [InlineData("ubuntu", "23.10", "Ubuntu 23.10", "2024-07-11")]
    [InlineData("alpine", "3.19.1", "Alpine Linux v3.19", "2025-11-01")]
    [InlineData("alpine", "3.22.0_alpha20250108", "Alpine Linux edge", null)]
    [InlineData("rhel", "8.10", "Red Hat Enterprise Linux 8.10 (Ootpa)", "2029-05-31")]
    [InlineData("rhel", "10.0", "Red Hat Enterprise Linux 10.0", "2035-05-31")]
    [InlineData("centos", "7", "CentOS Linux 7 (Core)", "2024-06-30")]
    [InlineData("centos", "8", "CentOS Linux 8", "2021-12-31")]
    [InlineData("centos", "8", "CentOS Stream 8", "2024-05-31")]
    [InlineData("almalinux", "9.4", "AlmaLinux 9.4", "2032-05-31")]
    [InlineData("rocky", "9.3", "Rocky Linux 9.3", "2032-05-31")]
    [InlineData("ol", "7.9", "Oracle Linux Server 7.9", "2024-12-31")]
    [InlineData("fedora", "40", "Fedora Linux 40", "2025-05-13")]
    [InlineData("amzn", "2018.03", "Amazon Linux AMI 2018.03", "2023-12-31")]
    [InlineData("amzn", "2", "Amazon Linux 2", "2026-06-30")]
    [InlineData("amzn", "2023", "Amazon Linux 2023", "2029-06-30")]
    [InlineData("sles", "15.5", "SUSE Linux Enterprise Server 15 SP5", "2024-12-31")]
    [InlineData("opensuse-leap", "15.6", "openSUSE Leap 15.6", "2026-04-30")]
    [InlineData("photon", "4.0", "VMware Photon OS/Linux", "2026-03-01")]
    [InlineData("mariner", "2.0", "CBL-Mariner/Linux", "2025-07-31")]
    [InlineData("azurelinux", "3.0", "Microsoft Azure Linux 3.0", "2027-07-31")]
    [InlineData("wolfi", "20230201", "Wolfi", null)]
    [InlineData("opensuse-tumbleweed", "20240101", "openSUSE Tumbleweed", null)]
    public void A_release_has_the_end_that_its_maker_announced(string id, string version, string name, string? end) =>
        Assert.Equal(end is null ? null : DateOnly.Parse(end, System.Globalization.CultureInfo.InvariantCulture), EndOfLife.Of(new Distribution(id, version, name)));

    [Fact]
    public void Longer_support_is_told_apart_with_its_name()
    {
        var end = EndOfLife.Find(new Distribution("ubuntu", "18.04", "Ubuntu 18.04.6 LTS"));

        Assert.Equal(new SupportEnd(new DateOnly(2023, 5, 31), new DateOnly(2028, 4, 26), "Ubuntu Pro"), end);
        Assert.Equal(new SupportEnd(new DateOnly(2024, 1, 25), null, ""), EndOfLife.Find(new Distribution("ubuntu", "23.04", "Ubuntu 23.04")));
    }

    [Fact]
    public void Longer_support_ends_later_and_no_release_stands_twice()
    {
        var all = EndOfLife.All().ToList();

        Assert.True(all.Count > 120);
        Assert.DoesNotContain(all, r => r.End.Extended <= r.End.End);
        Assert.Equal(all.Count, all.Select(r => (r.Id, r.Release)).Distinct().Count());
    }

    /// <summary>Debian keeps such a table for both distributions (package distro-info-data); ours agrees with it where it is installed.</summary>
    [Theory]
    [InlineData("ubuntu", 0)]
    [InlineData("debian", 1)]
    public void The_table_of_the_distributions_themselves_says_the_same(string id, int longTerm)
    {
        var file = $"/usr/share/distro-info/{id}.csv";
        Assert.SkipUnless(File.Exists(file), "distro-info-data is not installed");
        var lines = File.ReadAllLines(file).Select(l => l.Split(',')).ToArray();
        var wrong = new List<string>();
        foreach (var fields in lines.Skip(1))
        {
            // A long term support release of Ubuntu had its own, later end for servers; that of Debian stands a column further right.
            var column = longTerm == 0 ? (fields.Length > 6 ? 6 : 5) : fields.Length > 6 ? 6 : 5;
            if (fields.Length > 5 && EndOfLife.Of(new Distribution(id, fields[0].Split(' ')[0] is "4.0" or "5.0" or "6.0" ? fields[0][..1] : fields[0].Split(' ')[0], "")) is { } ours
                && ours.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) != fields[column])
            {
                wrong.Add($"{fields[0]}: {ours:yyyy-MM-dd}, not {fields[column]}");
            }
        }

        Assert.Equal("", string.Join('\n', wrong));
    }
}
