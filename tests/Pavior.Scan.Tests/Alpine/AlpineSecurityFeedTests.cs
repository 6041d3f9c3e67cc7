using Pavior.Scan.Alpine;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Alpine;

public sealed class AlpineSecurityFeedTests
{
    private const string Yaml = """
        ---
        distroversion: v3.11
        reponame: main
        urlprefix: http://dl.example.org/alpine
        apkurl: "{{urlprefix}}/{{distroversion}}/{{reponame}}/{{arch}}/{{pkg.name}}-{{pkg.ver}}.apk"
        packages:
          - pkg:
              name: brick
              secfixes:
                1.10:
                  - CVE-2019-1001
                2.9.3-r0:
                  - CVE-2019-1002
                  -  CVE-2019-1001 (was fixed in mortar)
                "0":
                  - CVE-2019-1003
          - pkg:
              name: xen
              secfixes:
                4.13.0-r1:
                  - CVE-2018-3620 CVE-2018-3646 XSA-273
                  - CVE-????-?????  XSA-295
                4.12.0-r0 :
                  - CVE_2019-2426
                  - CVE-2017-17434-1
                  - CVE-2017-17434-2
                  - CVE-2017-8073.patch
                  - CVE 2018-16859
                  - GHSA-aaaa-bbbb-ccc2
                  - CVE-2024-1 GHSA-aaaa-bbbb-ccc3
                  - CVE-2024-10001 GHSA-aaaa-bbbb-ccc3
        """;

    private const string Expected = """
        CVE-2019-1001 Alpine:v3.11 src:brick Affected (, 1.10)
        CVE-2019-1001 Alpine:v3.11 src:brick Affected (, 2.9.3-r0)
        CVE-2019-1002 Alpine:v3.11 src:brick Affected (, 2.9.3-r0)
        CVE-2019-1003 Alpine:v3.11 src:brick NotAffected (, )
        CVE-2018-3620 Alpine:v3.11 src:xen Affected (, 4.13.0-r1)
        CVE-2018-3646 Alpine:v3.11 src:xen Affected (, 4.13.0-r1)
        XSA-295 Alpine:v3.11 src:xen Affected (, 4.13.0-r1)
        CVE-2019-2426 Alpine:v3.11 src:xen Affected (, 4.12.0-r0)
        CVE-2017-17434 Alpine:v3.11 src:xen Affected (, 4.12.0-r0)
        CVE-2017-8073 Alpine:v3.11 src:xen Affected (, 4.12.0-r0)
        CVE-2018-16859 Alpine:v3.11 src:xen Affected (, 4.12.0-r0)
        GHSA-aaaa-bbbb-ccc2 Alpine:v3.11 src:xen Affected (, 4.12.0-r0)
        GHSA-aaaa-bbbb-ccc3 Alpine:v3.11 src:xen Affected (, 4.12.0-r0)
        CVE-2024-10001 Alpine:v3.11 src:xen Affected (, 4.12.0-r0)
        """;

    [Fact]
    public void Each_vulnerability_of_a_release_has_the_versions_that_mended_it()
    {
        var sink = Read(Yaml);

        Assert.Equal(Expected, DistributionFeedRun.Lines(sink));
        Assert.Equal(["GHSA-aaaa-bbbb-ccc3"], sink.Advisories[^1].Aliases);
        Assert.Equal("https://security.alpinelinux.org/vuln/CVE-2019-1001", sink.Advisories[0].References[0]);
    }

    [Fact]
    public void Json_in_any_order_of_members_says_the_same() =>
        Assert.Equal(
            """
            CVE-2019-1001 Alpine:edge src:brick Affected (, 1.10-r0)
            CVE-2019-1003 Alpine:edge src:brick NotAffected (, )
            """,
            DistributionFeedRun.Lines(Read("""
                {"apkurl": "{{urlprefix}}/{{distroversion}}/{{reponame}}/x", "archs": ["x86_64"],
                 "packages": [{"pkg": {"secfixes": {"1.10-r0": ["CVE-2019-1001", "CVE-2019-1001"], "0": ["CVE-2019-1003"], "2": []}, "name": "brick"}}, {"pkg": {"name": "empty"}}],
                 "distroversion": "edge", "urlprefix": "https://dl.example.org"}
                """)));

    [Theory]
    [InlineData("- nothing", "main.yaml, brick 1-r0: expected a package, a version and the name of a vulnerability")]
    [InlineData("- [CVE-2019-1001]", "main.yaml, brick 1-r0: expected a package, a version and the name of a vulnerability")]
    public void A_fix_of_nothing_is_a_gap_and_the_others_stay(string line, string reason)
    {
        var sink = Read($"distroversion: v3.11\napkurl: '{{{{urlprefix}}}}/{{{{distroversion}}}}/x'\npackages:\n- pkg:\n    name: brick\n    secfixes:\n      1-r0:\n      {line}\n      - CVE-2019-1002\n");

        Assert.Equal(reason, Assert.Single(sink.Gaps).Reason);
        Assert.Equal("CVE-2019-1002 Alpine:v3.11 src:brick Affected (, 1-r0)", DistributionFeedRun.Lines(sink));
    }

    [Fact]
    public void Databases_of_others_in_the_same_form_are_not_taken_for_Alpines() =>
        Assert.False(new AlpineSecurityFeed().Recognises("secdb.json", "{\"apkurl\": \"{{urlprefix}}/{{arch}}/{{pkg.name}}.apk\", \"distroversion\": \"v1\"}"u8));

    [Fact]
    public void The_real_databases_are_read()
    {
        var sink = DistributionFeedRun.OverShared(new AlpineSecurityFeed(), "data/vuln/feeds/alpine-secdb.tar.zst");

        Assert.Empty(sink.Gaps);
        Assert.Equal("11353 CVE, 96 XSA, 4 wnpa, 1 ZBX", DistributionFeedRun.Counts(sink.Advisories.Select(a => a.Id.Split('-')[0])));
        Assert.Equal("12000 Affected, 5 NotAffected", DistributionFeedRun.Counts(sink.Advisories.SelectMany(a => a.Affected).Select(p => p.Status)));
        Assert.Equal(
            "2093 Alpine:v3.11, 1897 Alpine:v3.10, 1719 Alpine:v3.9, 1621 Alpine:v3.8, 1490 Alpine:v3.7, 1112 Alpine:v3.6, 927 Alpine:v3.5, 685 Alpine:v3.4, 461 Alpine:v3.3",
            DistributionFeedRun.Counts(sink.Advisories.SelectMany(a => a.Affected).Select(p => p.Ecosystem)));
    }

    [Fact]
    public void The_samples_say_what_another_reader_of_them_expects()
    {
        var sink = DistributionFeedRun.OverShared(new AlpineSecurityFeed(), VunnelResults.Archive, "tests/unit/providers/alpine/");

        Assert.Empty(sink.Gaps);
        Assert.Equal(VunnelResults.Lines("alpine"), VunnelResults.Lines(sink.Advisories, e => e.Replace("Alpine:v", "alpine:", StringComparison.Ordinal)));
    }

    private static Pavior.Scan.Advisories.FeedSink Read(string text) => DistributionFeedRun.Over(new AlpineSecurityFeed(), "main.yaml", text);
}
