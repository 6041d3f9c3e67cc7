using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Advisories.Osv;
using Xunit;

namespace Pavior.Scan.Tests.Advisories.Osv;

public sealed class OsvFeedTests
{
    [Fact]
    public void A_record_is_read_with_all_that_it_says()
    {
        var advisory = Only("""
            {
              "schema_version": "1.6.0",
              "id": "GHSA-aaaa-bbbb-cccc",
              "modified": "2024-05-02T10:11:12.123456789Z",
              "published": "2024-05-01T00:00:00Z",
              "aliases": ["CVE-2024-0001", "CVE-2024-0001", "GHSA-aaaa-bbbb-cccc"],
              "related": ["CVE-2020-9999"],
              "summary": "Bricks fall",
              "details": "At length.",
              "severity": [
                {"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"},
                {"type": "CVSS_V4", "score": "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}
              ],
              "affected": [{
                "package": {"ecosystem": "npm", "name": "brick", "purl": "pkg:npm/brick"},
                "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.3"}, {"introduced": "2.0.0"}, {"last_affected": "2.4.0"}]}],
                "versions": ["3.0.0-rc.1"]
              }],
              "references": [
                {"type": "WEB", "url": "https://brick.example.org/blog"},
                {"type": "ADVISORY", "url": "https://brick.example.org/advisory"}
              ],
              "database_specific": {"severity": "MODERATE", "cwe_ids": ["CWE-79"], "github_reviewed": true}
            }
            """);

        Assert.Equal("ghsa", advisory.Feed);
        Assert.Equal(AdvisoryKind.Vulnerability, advisory.Kind);
        Assert.Equal(["CVE-2024-0001"], advisory.Aliases);
        Assert.Empty(advisory.Covers);
        Assert.Equal("Bricks fall", advisory.Summary);
        Assert.Equal(new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero), advisory.Published);
        Assert.Equal(2024, advisory.Modified?.Year);
        Assert.Equal(2, advisory.Cvss.Count);
        Assert.Equal(Severity.Medium, advisory.Severity);
        Assert.Equal(["CWE-79"], advisory.Weaknesses);
        Assert.Equal(["https://brick.example.org/advisory", "https://brick.example.org/blog"], advisory.References);
        var package = Assert.Single(advisory.Affected);
        Assert.Equal("npm brick (, 1.2.3) or [2.0.0, 2.4.0]", $"{package.Ecosystem} {package.Name} {package.Vulnerable}");
        Assert.Equal(["3.0.0-rc.1"], package.Versions);
    }

    [Theory]
    [InlineData("PYSEC-2024-1", "pypi")]
    [InlineData("GO-2024-0001", "go")]
    [InlineData("RUSTSEC-2024-0001", "crates")]
    [InlineData("ALSA-2024:0001", "almalinux")]
    [InlineData("BIT-brick-2024-1", "bitnami")]
    [InlineData("GHSA-aaaa-bbbb-cccc", "ghsa")]
    [InlineData("MAL-2024-1", "malicious")]
    [InlineData("BREW-brick-CVE-2024-1", "homebrew")]
    [InlineData("CGA-aaaa-bbbb-cccc", "osv")]
    public void The_id_tells_the_feed(string id, string feed) =>
        Assert.Equal(feed, Only($$"""{"id": "{{id}}", "affected": []}""").Feed);

    [Theory]
    [InlineData("""[{"introduced": "0"}]""", "(, )")]
    [InlineData("""[{"introduced": "0.0.0-0"}, {"fixed": "1.0.0"}]""", "(, 1.0.0)")]
    [InlineData("""[{"introduced": "1.0"}, {"introduced": "1.5"}, {"fixed": "2.0"}]""", "[1.0, 2.0)")]
    [InlineData("""[{"introduced": "1.0"}, {"fixed": "2.0"}, {"fixed": "2.1"}]""", "[1.0, 2.0)")]
    [InlineData("""[{"introduced": "1.0"}, {"fixed": "2.0"}, {"introduced": "3.0"}]""", "[1.0, 2.0) or [3.0, )")]
    [InlineData("""[{"introduced": "1.0"}, {"limit": "2.0"}]""", "[1.0, 2.0)")]
    [InlineData("""[{"introduced": "1.0"}, {"limit": "*"}]""", "[1.0, )")]
    [InlineData("""[{"introduced": "1.0", "fixed": "1.1"}]""", "[1.0, 1.1)")]
    public void Events_become_intervals(string events, string expected) =>
        Assert.Equal(expected, Package($$"""{"ranges": [{"type": "ECOSYSTEM", "events": {{events}}}]}""").Vulnerable.ToString());

    [Fact]
    public void Several_ranges_are_alternatives_and_commits_say_nothing_of_versions() =>
        Assert.Equal(
            "(, 1.1) or [2.0, 2.2)",
            Package("""
                {"ranges": [
                  {"type": "GIT", "repo": "https://git.example.org/brick", "events": [{"introduced": "0"}, {"fixed": "deadbeef"}]},
                  {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]},
                  {"type": "SEMVER", "events": [{"introduced": "2.0"}, {"fixed": "2.2"}]}
                ]}
                """).Vulnerable.ToString());

    [Theory]
    [InlineData("""[{"introduced": "5.0.12"}, {"fixed": "5.0.14"}, {"introduced": "4"}, {"fixed": "4.9"}, {"fixed": "5.0.13"}]""", "[4, 4.9) or [5.0.12, 5.0.13)")]
    [InlineData("""[{"introduced": "0"}, {"last_affected": "7.10"}, {"last_affected": "7.9"}]""", "(, 7.9]")]
    [InlineData("""[{"introduced": "2.0"}, {"fixed": "1.0"}]""", "[2.0, )")]
    [InlineData("""[{"introduced": "1.0"}, {"fixed": "3.0"}, {"limit": "2.0"}]""", "[1.0, 2.0)")]
    [InlineData("""[{"introduced": "1.0"}, {"fixed": "1.5"}, {"limit": "2.0"}]""", "[1.0, 1.5)")]
    public void Events_are_put_into_the_order_of_their_ecosystem(string events, string expected) =>
        Assert.Equal(expected, Package($$"""{"ranges": [{"type": "ECOSYSTEM", "events": {{events}}}]}""", "PyPI").Vulnerable.ToString());

    [Theory]
    [InlineData("<= 1.4", "[1.0, 1.4]")]
    [InlineData("< 1.4", "[1.0, 1.4)")]
    [InlineData("<= 0.9", "[1.0, )")]
    [InlineData("unknown, so far", "[1.0, )")]
    public void A_range_without_fix_ends_where_GitHub_knows_it_to_end(string known, string expected) =>
        Assert.Equal(
            expected,
            Package($$$"""{"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "1.0"}]}], "database_specific": {"last_known_affected_version_range": "{{{known}}}"}}""", "Maven").Vulnerable.ToString());

    [Fact]
    public void A_list_of_versions_without_range_is_the_list_and_not_every_version()
    {
        var package = Package("""{"versions": ["1.0", "1.1"], "ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}""");

        Assert.Equal(VersionRange.None, package.Vulnerable);
        Assert.Equal(["1.0", "1.1"], package.Versions);
    }

    [Fact]
    public void A_package_without_range_and_version_is_a_gap_and_the_others_stay()
    {
        var sink = Read("""
            {"id": "GHSA-1", "modified": "2024-01-01T00:00:00Z", "affected": [
              {"package": {"ecosystem": "npm", "name": "mortar"}},
              {"package": {"ecosystem": "npm", "name": "brick"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]},
              {"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]},
              {"package": {"ecosystem": "npm", "name": "clay"}, "ranges": [{"type": "SEMVER", "events": [{"fixed": "1.0"}]}]},
              {"package": {"ecosystem": "npm"}, "versions": ["1"]}
            ]}
            """);

        Assert.Equal("brick", Assert.Single(Assert.Single(sink.Advisories).Affected).Name);
        Assert.Equal(
            """
            a.json, GHSA-1, npm mortar: expected a range or a list of versions
            a.json, GHSA-1, npm clay: expected an event "introduced" in each range
            a.json, GHSA-1: expected the name of a package
            """,
            string.Join('\n', sink.Gaps.Select(g => g.Reason)));
    }

    [Fact]
    public void A_withdrawn_record_says_nothing_of_packages()
    {
        var advisory = Only("""
            {"id": "GHSA-1", "withdrawn": "2024-02-01T00:00:00Z", "modified": "2024-02-01T00:00:00Z",
             "affected": [{"package": {"ecosystem": "npm", "name": "brick"}, "versions": ["1"]}]}
            """);

        Assert.Equal(new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.Zero), advisory.Withdrawn);
        Assert.Empty(advisory.Affected);
    }

    [Fact]
    public void Errata_of_a_distribution_cover_what_they_call_related_and_are_limited_to_their_module()
    {
        var advisory = Only("""
            {"id": "ALSA-2024:1", "summary": "Important: brick:12 security update", "related": ["CVE-2024-1", "CVE-2024-2", "RHSA-2024:1"],
             "affected": [
               {"package": {"ecosystem": "AlmaLinux:8", "name": "brick"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "12.1-1.module_el8.9.0+3700+efebe9fb"}]}]},
               {"package": {"ecosystem": "AlmaLinux:8", "name": "mortar"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "0:1.0-1.el8"}]}]}
             ]}
            """);

        Assert.Empty(advisory.Aliases);
        Assert.Equal(["CVE-2024-1", "CVE-2024-2"], advisory.Covers);
        Assert.Equal(Severity.High, advisory.Severity);
        Assert.Equal(["brick:12", null], advisory.Affected.Select(a => a.Module));
    }

    [Fact]
    public void Errata_without_a_vulnerability_are_left_out()
    {
        var sink = Read("""
            [{"id": "ALBA-2024:1", "affected": []},
             {"id": "ALEA-2024:2", "affected": [], "related": []},
             {"id": "ALSA-2024:3", "affected": []}]
            """);

        Assert.Equal(["ALSA-2024:3"], sink.Advisories.Select(a => a.Id));
        Assert.Empty(sink.Gaps);
    }

    [Fact]
    public void Ubuntu_rates_in_words_names_source_packages_and_one_release_in_two_ways()
    {
        var advisory = Only("""
            {"id": "UBUNTU-CVE-2024-1", "schema_version": "1.7.0", "upstream": ["CVE-2024-1"], "related": ["USN-1-1"],
             "severity": [{"type": "Ubuntu", "score": "negligible"}],
             "affected": [
               {"package": {"ecosystem": "Ubuntu:22.04:LTS", "name": "brick"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]},
               {"package": {"ecosystem": "Ubuntu:Pro:16.04:LTS", "name": "brick"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]},
               {"package": {"ecosystem": "Ubuntu:Pro:FIPS-updates:20.04:LTS", "name": "brick"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}
             ]}
            """);

        Assert.Equal(["CVE-2024-1"], advisory.Covers);
        Assert.Equal(Severity.Low, advisory.Severity);
        Assert.Equal(["Ubuntu:22.04", "Ubuntu:16.04", "Ubuntu:Pro:FIPS-updates:20.04:LTS"], advisory.Affected.Select(a => a.Ecosystem));
        Assert.All(advisory.Affected, a => Assert.True(a.IsSource));
    }

    [Theory]
    [InlineData("Red Hat:enterprise_linux:9::appstream", "Red Hat:9")]
    [InlineData("Red Hat:rhel_eus:8.4::baseos", "Red Hat:rhel_eus:8.4::baseos")]
    [InlineData("Maven:https://repo.example.org/maven", "Maven")]
    [InlineData("SUSE:Linux Enterprise Module for Basesystem 15 SP5", "SUSE Linux Enterprise Server:15.5")]
    [InlineData("openSUSE:Leap 15.4", "openSUSE Leap:15.4")]
    [InlineData("openSUSE:Tumbleweed", "openSUSE Tumbleweed")]
    [InlineData("Debian:12", "Debian:12")]
    [InlineData("Ubuntu:25.10", "Ubuntu:25.10")]
    public void Ecosystems_have_one_name(string written, string expected) => Assert.Equal(expected, Ecosystems.Canonical(written));

    [Fact]
    public void Go_says_which_packages_functions_and_systems_are_meant()
    {
        var package = Package("""
            {"ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}], "ecosystem_specific": {"imports": [
              {"path": "brick.example.org/a", "symbols": ["Wall.Build", "Lay"], "goos": ["windows"], "goarch": ["amd64"]},
              {"path": "brick.example.org/b", "goos": ["linux", "windows"]}
            ]}}
            """);

        Assert.Equal(["brick.example.org/a.Wall.Build", "brick.example.org/a.Lay", "brick.example.org/b"], package.Symbols);
        Assert.Equal(["linux", "windows"], package.OperatingSystems);
        Assert.Empty(package.Architectures);
    }

    [Fact]
    public void RustSec_systems_get_the_names_of_Go_and_what_is_informational_is_no_vulnerability()
    {
        var advisory = Only("""
            {"id": "RUSTSEC-2024-1", "modified": "2024-01-01T00:00:00Z", "affected": [{
              "package": {"ecosystem": "crates.io", "name": "brick"},
              "ecosystem_specific": {"affects": {"arch": ["x86_64", "aarch64"], "os": ["macos"], "functions": ["brick::wall::lay"]}, "affected_functions": null},
              "database_specific": {"categories": [], "cvss": null, "informational": "unsound"},
              "ranges": [{"type": "SEMVER", "events": [{"introduced": "0.0.0-0"}]}], "versions": []}]}
            """);

        Assert.Equal(AdvisoryKind.Informational, advisory.Kind);
        var package = Assert.Single(advisory.Affected);
        Assert.Equal(["darwin"], package.OperatingSystems);
        Assert.Equal(["amd64", "arm64"], package.Architectures);
        Assert.Equal(["brick::wall::lay"], package.Symbols);
        Assert.Equal(VersionRange.All, package.Vulnerable);
    }

    [Theory]
    [InlineData("""{"id": "MAL-2024-1", "affected": []}""")]
    [InlineData("""{"id": "PYSEC-2024-1", "aliases": ["MAL-2024-1"], "affected": []}""")]
    [InlineData("""{"id": "RUSTSEC-2024-1", "affected": [{"database_specific": {"categories": ["malicious"]}, "package": {"ecosystem": "crates.io", "name": "a"}, "versions": ["1"]}]}""")]
    public void Packages_made_to_harm_are_known_as_such(string record) => Assert.Equal(AdvisoryKind.Malicious, Only(record).Kind);

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("12:00")]
    [InlineData("yesterday")]
    [InlineData("2024-99-99T00:00:00Z")]
    public void What_is_no_date_is_none(string text) =>
        Assert.Null(Only($$"""{"id": "GO-2024-1", "published": "{{text}}", "affected": []}""").Published);

    [Fact]
    public void A_bad_record_of_an_array_costs_no_other()
    {
        var sink = Read("""[{"id": "A-1", "affected": []}, 5, {"id": 7}, {"id": "A-2\uD800"}, {"id": "A-3", "affected": []}]""");

        Assert.Equal(["A-1", "A-3"], sink.Advisories.Select(a => a.Id));
        Assert.Equal(3, sink.Gaps.Count);
    }

    [Fact]
    public void Records_may_stand_behind_each_other() =>
        Assert.Equal(["A-1", "A-2"], Read("{\"id\": \"A-1\", \"affected\": []}\n{\"id\": \"A-2\", \"affected\": []}\n").Advisories.Select(a => a.Id));

    [Fact]
    public void A_text_that_breaks_off_keeps_what_was_read_before()
    {
        var sink = new FeedSink();
        var file = new MemoryFileContent("a.json", """[{"id": "A-1", "affected": []}, {"id": "A-2" """u8.ToArray());

        Assert.Throws<ParseException>(() => new OsvFeed().Read(file, sink));
        Assert.Equal("A-1", Assert.Single(sink.Advisories).Id);
    }

    [Theory]
    [InlineData("""{"id": "GHSA-1", "modified": "2024-01-01T00:00:00Z"}""", true)]
    [InlineData("""[{"schema_version": "1.6.0", "id": "GHSA-1", "details": "cut off he""", true)]
    [InlineData("""{"id": "ALSA-1", "summary": "x", "affected": [{"package": {"ecosystem": "AlmaLinux:8""", true)]
    [InlineData("""{"id": "GHSA-1", "details": "cut off he""", true)]
    [InlineData("""{"affected": [{"package": {"ecosystem": "Maven", "name": "brick"}, "versions": ["1""", true)]
    [InlineData("""{"affected": ["x"], "id": 5}""", false)]
    [InlineData("""[{"id": "SECURITY-1", "type": "plugin", "name": "brick", "message": "x"}]""", false)]
    [InlineData("""{"id": 410, "title": "no OSV", "updated_at": "2018-04-09"}""", false)]
    [InlineData("""{"bomFormat": "CycloneDX", "id": "x"}""", false)]
    [InlineData("""[1, 2]""", false)]
    [InlineData("", false)]
    [InlineData("id: PYSEC-2024-1", false)]
    public void Files_are_recognised_by_what_they_say(string text, bool expected) =>
        Assert.Equal(expected, FeedCorpus.Takes<OsvFeed>("any.json", text));

    private static AffectedPackage Package(string rest, string ecosystem = "Other") => Assert.Single(Only(
        $$"""{"id": "GHSA-1", "affected": [{"package": {"ecosystem": "{{ecosystem}}", "name": "brick"}, {{rest.Trim()[1..]}}]}""").Affected);

    private static Advisory Only(string record)
    {
        var sink = Read(record);
        Assert.Empty(sink.Gaps);
        return Assert.Single(sink.Advisories);
    }

    private static FeedSink Read(string text) => FeedCorpus.Read(new OsvFeed(), "a.json", text);
}
