using System.Globalization;
using Pavior.Core;

namespace Pavior.Scan.OperatingSystems;

/// <summary>
/// When releases of distributions stop getting security updates, by what their makers announced. No advisory tells of what nobody looks for any
/// more, so a release past its end has more flaws than are listed.
/// </summary>
internal static class EndOfLife
{
    /// <summary>Days as <c>yyyymmdd</c>: the end of updates for everybody, and that of <see cref="SupportEnd.ExtendedBy"/>, or zero.</summary>
    private static readonly Dictionary<string, (string ExtendedBy, (string Release, int End, int Extended)[] Releases)> Table = new(StringComparer.Ordinal)
    {
        // debian.org/releases, wiki.debian.org/LTS: long term support is free for everybody. The extended one is a third party's.
        ["debian"] = ("Extended LTS (Freexian)",
        [
            ("3.0", 2006_06_30, 0), ("3.1", 2008_03_31, 0), ("4", 2010_02_15, 0), ("5", 2012_02_06, 0), ("6", 2016_02_29, 0), ("7", 2018_05_31, 2020_06_30),
            ("8", 2020_06_30, 2025_06_30), ("9", 2022_06_30, 2027_06_30), ("10", 2024_06_30, 2029_06_30), ("11", 2026_08_31, 2031_06_30),
            ("12", 2028_06_30, 2033_06_30), ("13", 2030_06_30, 2035_06_30),
        ]),

        // ubuntu.com/about/release-cycle
        ["ubuntu"] = ("Ubuntu Pro",
        [
            ("6.06", 2011_06_01, 0), ("6.10", 2008_04_25, 0), ("7.04", 2008_10_19, 0), ("7.10", 2009_04_18, 0), ("8.04", 2013_05_09, 0), ("8.10", 2010_04_30, 0),
            ("9.04", 2010_10_23, 0), ("9.10", 2011_04_30, 0), ("10.04", 2015_04_30, 0), ("10.10", 2012_04_10, 0), ("11.04", 2012_10_28, 0), ("11.10", 2013_05_09, 0),
            ("12.04", 2017_04_28, 2019_04_26), ("12.10", 2014_05_16, 0), ("13.04", 2014_01_27, 0), ("13.10", 2014_07_17, 0), ("14.04", 2019_04_25, 2024_04_25),
            ("14.10", 2015_07_23, 0), ("15.04", 2016_02_04, 0), ("15.10", 2016_07_28, 0), ("16.04", 2021_04_30, 2026_04_23), ("16.10", 2017_07_20, 0),
            ("17.04", 2018_01_13, 0), ("17.10", 2018_07_19, 0), ("18.04", 2023_05_31, 2028_04_26), ("18.10", 2019_07_18, 0), ("19.04", 2020_01_23, 0),
            ("19.10", 2020_07_17, 0), ("20.04", 2025_05_29, 2030_04_23), ("20.10", 2021_07_22, 0), ("21.04", 2022_01_20, 0), ("21.10", 2022_07_14, 0),
            ("22.04", 2027_06_01, 2032_04_21), ("22.10", 2023_07_20, 0), ("23.04", 2024_01_25, 0), ("23.10", 2024_07_11, 0), ("24.04", 2029_05_31, 2034_04_25),
            ("24.10", 2025_07_10, 0), ("25.04", 2026_01_15, 0), ("25.10", 2026_07_09, 0), ("26.04", 2031_05_29, 2036_04_23),
        ]),

        // alpinelinux.org/releases
        ["alpine"] = ("",
        [
            ("3.3", 2017_11_01, 0), ("3.4", 2018_05_01, 0), ("3.5", 2018_11_01, 0), ("3.6", 2019_05_01, 0), ("3.7", 2019_11_01, 0), ("3.8", 2020_05_01, 0),
            ("3.9", 2020_11_01, 0), ("3.10", 2021_05_01, 0), ("3.11", 2021_11_01, 0), ("3.12", 2022_05_01, 0), ("3.13", 2022_11_01, 0), ("3.14", 2023_05_01, 0),
            ("3.15", 2023_11_01, 0), ("3.16", 2024_05_23, 0), ("3.17", 2024_11_22, 0), ("3.18", 2025_05_09, 0), ("3.19", 2025_11_01, 0), ("3.20", 2026_04_01, 0),
            ("3.21", 2026_11_01, 0), ("3.22", 2027_05_01, 0), ("3.23", 2027_11_01, 0),
        ]),

        // access.redhat.com/support/policy/updates/errata
        ["rhel"] = ("Extended Life Cycle Support",
        [
            ("5", 2017_03_31, 2020_11_30), ("6", 2020_11_30, 2024_06_30), ("7", 2024_06_30, 2028_06_30), ("8", 2029_05_31, 2032_05_31), ("9", 2032_05_31, 2035_05_31),
            ("10", 2035_05_31, 2038_05_31),
        ]),

        // centos.org; a release of CentOS Stream ends when its Red Hat Enterprise Linux leaves full support.
        ["centos"] = ("", [("5", 2017_03_31, 0), ("6", 2020_11_30, 0), ("7", 2024_06_30, 0), ("8", 2021_12_31, 0)]),
        ["centos-stream"] = ("", [("8", 2024_05_31, 0), ("9", 2027_05_31, 0), ("10", 2030_05_31, 0)]),
        ["almalinux"] = ("", [("8", 2029_05_31, 0), ("9", 2032_05_31, 0), ("10", 2035_05_31, 0)]),
        ["rocky"] = ("", [("8", 2029_05_31, 0), ("9", 2032_05_31, 0), ("10", 2035_05_31, 0)]),

        // oracle.com, Lifetime Support Policy
        ["ol"] = ("Oracle Extended Support",
        [
            ("5", 2017_06_30, 2020_11_30), ("6", 2021_03_31, 2024_12_31), ("7", 2024_12_31, 2028_06_30), ("8", 2029_07_31, 2032_07_31), ("9", 2032_06_30, 2035_06_30),
            ("10", 2035_06_30, 2038_06_30),
        ]),

        // fedorapeople.org/groups/schedule
        ["fedora"] = ("",
        [
            ("30", 2020_05_26, 0), ("31", 2020_11_24, 0), ("32", 2021_05_25, 0), ("33", 2021_11_30, 0), ("34", 2022_06_07, 0), ("35", 2022_12_13, 0),
            ("36", 2023_05_16, 0), ("37", 2023_12_05, 0), ("38", 2024_05_21, 0), ("39", 2024_11_26, 0), ("40", 2025_05_13, 0), ("41", 2025_12_15, 0),
            ("42", 2026_05_13, 0), ("43", 2026_12_02, 0),
        ]),

        // aws.amazon.com, Amazon Linux FAQ: for the first one the day on which maintenance ended.
        ["amzn"] = ("", [("1", 2023_12_31, 0), ("2", 2026_06_30, 0), ("2023", 2029_06_30, 0)]),

        // suse.com/lifecycle
        ["sles"] = ("LTSS",
        [
            ("11.4", 2019_03_31, 2022_03_31), ("12", 2016_06_30, 2019_07_01), ("12.1", 2017_05_31, 2020_05_31), ("12.2", 2018_03_31, 2021_03_31),
            ("12.3", 2019_06_30, 2022_06_30), ("12.4", 2020_06_30, 2023_06_30), ("12.5", 2024_10_31, 2027_10_31), ("15", 2019_12_31, 2022_12_31),
            ("15.1", 2021_01_31, 2024_01_31), ("15.2", 2021_12_31, 2024_12_31), ("15.3", 2022_12_31, 2025_12_31), ("15.4", 2023_12_31, 2026_12_31),
            ("15.5", 2024_12_31, 2027_12_31), ("15.6", 2025_12_31, 2028_12_31), ("15.7", 2031_07_31, 2034_07_31), ("16.0", 2027_11_30, 2030_11_30),
        ]),

        // en.opensuse.org/Lifetime
        ["opensuse-leap"] = ("",
        [
            ("42.1", 2017_05_17, 0), ("42.2", 2018_01_26, 0), ("42.3", 2019_07_01, 0), ("15.0", 2019_12_03, 0), ("15.1", 2021_02_02, 0), ("15.2", 2022_01_04, 0),
            ("15.3", 2022_12_31, 0), ("15.4", 2023_12_07, 0), ("15.5", 2024_12_31, 0), ("15.6", 2026_04_30, 0), ("16.0", 2027_10_31, 0),
        ]),

        // vmware.github.io/photon, release life cycle
        ["photon"] = ("", [("1.0", 2022_02_28, 0), ("2.0", 2022_12_31, 0), ("3.0", 2024_03_01, 0), ("4.0", 2026_03_01, 0)]),

        // learn.microsoft.com, Azure Linux support cycle
        ["mariner"] = ("", [("1.0", 2023_07_31, 0), ("2.0", 2025_07_31, 0)]),
        ["azurelinux"] = ("", [("3.0", 2027_07_31, 0)]),
    };

    /// <summary>Null for a rolling release, and for a distribution or release that is not known here.</summary>
    public static SupportEnd? Find(Distribution distribution)
    {
        var id = distribution.Id == "centos" && distribution.PrettyName.Contains("Stream", StringComparison.OrdinalIgnoreCase) ? "centos-stream" : distribution.Id;
        if (!Table.TryGetValue(id, out var known))
            return null;
        var release = Release(id, distribution.VersionId);
        var found = Array.Find(known.Releases, r => r.Release == release);
        if (found.Release is null)
            return null;
        return found.Extended == 0
            ? new SupportEnd(Day(found.End), null, "")
            : new SupportEnd(Day(found.End), Day(found.Extended), known.ExtendedBy);
    }

    /// <summary>The last day of security updates for everybody; null where <see cref="Find"/> knows none.</summary>
    public static DateOnly? Of(Distribution distribution) => Find(distribution)?.End;

    /// <summary>Every release of the table, for those who list them.</summary>
    public static IEnumerable<(string Id, string Release, SupportEnd End)> All() =>
        from distribution in Table
        from release in distribution.Value.Releases
        select (distribution.Key, release.Release, new SupportEnd(
            Day(release.End),
            release.Extended == 0 ? null : Day(release.Extended),
            release.Extended == 0 ? "" : distribution.Value.ExtendedBy));

    /// <summary>Some support a major release as a whole; a release in preparation (<c>3.22_alpha20250108</c>) has no end yet.</summary>
    private static string Release(string id, string version)
    {
        var parts = version.Split('.');
        return id switch
        {
            "debian" when version is not ("3.0" or "3.1") => parts[0],
            "rhel" or "centos" or "centos-stream" or "almalinux" or "rocky" or "ol" or "fedora" => parts[0],
            // The first Amazon Linux counts by months.
            "amzn" => parts[0].Length == 4 && parts.Length > 1 && parts[0] != "2022" && parts[0] != "2023" ? "1" : parts[0],
            "alpine" when version.Contains('_', StringComparison.Ordinal) => "",
            "alpine" => string.Join('.', parts.Take(2)),
            _ => version,
        };
    }

    private static DateOnly Day(int number) => DateOnly.ParseExact(number.ToString(CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture);
}
