using Pavior.Core;
using Pavior.Scan.Rpm;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Rpm;

public sealed class RedHatVexFeedTests
{
    private const string Tree = """
        "product_tree": {
          "branches": [{"category": "vendor", "name": "Red Hat", "branches": [
            {"category": "product_family", "branches": [
              {"category": "product_name", "product": {"product_id": "App-9", "product_identification_helper": {"cpe": "cpe:/a:redhat:enterprise_linux:9::appstream"}}},
              {"category": "product_name", "product": {"product_id": "Base-9", "product_identification_helper": {"cpe": "cpe:/o:redhat:enterprise_linux:9::baseos"}}},
              {"category": "product_name", "product": {"product_id": "EUS-9.2", "product_identification_helper": {"cpe": "cpe:/a:redhat:rhel_eus:9.2::appstream"}}},
              {"category": "product_name", "product": {"product_id": "rhel_6", "product_identification_helper": {"cpe": "cpe:/o:redhat:enterprise_linux:6"}}},
              {"category": "product_name", "product": {"product_id": "rhel_10", "product_identification_helper": {"cpe": "cpe:/o:redhat:enterprise_linux:10.1"}}},
              {"category": "product_name", "product": {"product_id": "OCP", "product_identification_helper": {"cpe": "cpe:/a:redhat:openshift:4.12::el8"}}}]},
            {"category": "architecture", "branches": [
              {"category": "product_version", "product": {"product_id": "brick-1:2-3.el9.x86_64", "product_identification_helper": {"purl": "pkg:rpm/redhat/brick@2-3.el9?arch=x86_64&epoch=1"}}},
              {"category": "product_version", "product": {"product_id": "brick-1:2-3.el9.aarch64", "product_identification_helper": {"purl": "pkg:rpm/redhat/brick@2-3.el9?arch=aarch64&epoch=1"}}},
              {"category": "product_version", "product": {"product_id": "brick-1:2-3.el9.src", "product_identification_helper": {"purl": "pkg:rpm/redhat/brick@2-3.el9?arch=src&epoch=1"}}},
              {"category": "product_version", "product": {"product_id": "brick-debuginfo-1:2-3.el9.x86_64", "product_identification_helper": {"purl": "pkg:rpm/redhat/brick-debuginfo@2-3.el9?arch=x86_64&epoch=1"}}},
              {"category": "product_version", "product": {"product_id": "brick-1:2-2.el9_2.x86_64", "product_identification_helper": {"purl": "pkg:rpm/redhat/brick@2-2.el9_2?arch=x86_64&epoch=1"}}},
              {"category": "product_version", "product": {"product_id": "node-0:16-1.module+el8.x86_64::nodejs:16", "product_identification_helper": {"purl": "pkg:rpm/redhat/node@16-1.module%2Bel8?arch=x86_64&rpmmod=nodejs:16:809:abc"}}},
              {"category": "product_version", "product": {"product_id": "flat", "product_identification_helper": {"purl": "pkg:rpm/redhat/flat?arch=src&rpmmod=rhel10"}}},
              {"category": "product_version", "product": {"product_id": "image", "product_identification_helper": {"purl": "pkg:oci/image?repository_url=registry.example.org"}}},
              {"category": "product_version", "product": {"product_id": "brick.src", "product_identification_helper": {"purl": "pkg:rpm/redhat/brick?arch=src"}}},
              {"category": "product_version", "product": {"product_id": "brick-libs", "product_identification_helper": {"purl": "pkg:rpm/redhat/brick-libs"}}},
              {"category": "product_version", "product": {"product_id": "sand.src", "product_identification_helper": {"purl": "pkg:rpm/redhat/sand?arch=src"}}},
              {"category": "product_version", "product": {"product_id": "lime.src", "product_identification_helper": {"purl": "pkg:rpm/redhat/lime?arch=src"}}}]}]}],
          "relationships": [RELATIONSHIPS]
        },
        """;

    [Fact]
    public void One_statement_stands_for_all_architectures_and_repositories_of_a_release() =>
        Assert.Equal(
            """
            CVE-2024-1001 Red Hat:9 brick Affected (, 1:2-3.el9)
            CVE-2024-1001 Red Hat:rhel_eus:9.2 brick Affected (, 1:2-2.el9_2) Low
            CVE-2024-1001 Red Hat:9 node Affected (, 16-1.module+el8) module nodejs:16
            """,
            Lines(
                """
                "product_status": {"fixed": ["App-9:brick-1:2-3.el9.x86_64", "Base-9:brick-1:2-3.el9.x86_64", "App-9:brick-1:2-3.el9.aarch64", "App-9:brick-1:2-3.el9.src",
                  "App-9:brick-debuginfo-1:2-3.el9.x86_64", "EUS-9.2:brick-1:2-2.el9_2.x86_64", "App-9:node-0:16-1.module+el8.x86_64::nodejs:16", "OCP:image"]},
                "threats": [{"category": "impact", "details": "Moderate", "product_ids": ["App-9:brick-1:2-3.el9.x86_64", "App-9:node-0:16-1.module+el8.x86_64::nodejs:16"]},
                            {"category": "impact", "details": "Low", "product_ids": ["EUS-9.2:brick-1:2-2.el9_2.x86_64"]},
                            {"category": "exploit_status", "details": "CISA"}]
                """));

    [Fact]
    public void What_is_open_has_the_word_of_its_remedy() =>
        Assert.Equal(
            """
            CVE-2024-1001 Red Hat:6 src:brick EndOfLife (, )
            CVE-2024-1001 Red Hat:6 brick-libs EndOfLife (, )
            CVE-2024-1001 Red Hat:9 src:brick WillNotFix (, )
            CVE-2024-1001 Red Hat:9 src:sand Deferred (, )
            CVE-2024-1001 Red Hat:10 src:brick Affected (, )
            CVE-2024-1001 Red Hat:openshift:4.12::el8 src:lime Affected (, )
            CVE-2024-1001 Red Hat:10 src:lime UnderInvestigation (, )
            CVE-2024-1001 Red Hat:9 src:lime NotAffected (, )
            """,
            Lines("""
                "product_status": {"known_affected": ["rhel_6:brick.src", "rhel_6:brick-libs", "App-9:brick.src", "App-9:sand.src", "rhel_10:brick.src", "OCP:lime.src", "App-9:flat"],
                  "under_investigation": ["rhel_10:lime.src"], "known_not_affected": ["Base-9:lime.src", "rhel_10:brick.src"]},
                "remediations": [
                  {"category": "no_fix_planned", "details": "Out of support scope", "product_ids": ["rhel_6:brick.src", "rhel_6:brick-libs"]},
                  {"category": "no_fix_planned", "details": "Will not fix", "product_ids": ["App-9:brick.src"]},
                  {"category": "none_available", "details": "Fix deferred", "product_ids": ["App-9:sand.src"]},
                  {"category": "none_available", "details": "Affected", "product_ids": ["rhel_10:brick.src"]}]
                """));

    [Fact]
    public void Without_architectures_a_name_is_that_of_a_source_package() =>
        Assert.Equal("CVE-2024-1001 Red Hat:6 src:brick-libs Affected (, )", Lines("\"product_status\": {\"known_affected\": [\"rhel_6:brick-libs\"]}"));

    [Fact]
    public void The_head_is_kept()
    {
        var advisory = Assert.Single(Read("""
            "title": "brick: falls", "cwe": {"id": "CWE-476", "name": "x"}, "release_date": "2024-01-22T00:00:00+00:00",
            "product_status": {"fixed": ["App-9:brick-1:2-3.el9.x86_64"]},
            "remediations": [{"category": "vendor_fix", "url": "https://access.redhat.com/errata/RHSA-2024:1", "product_ids": []}],
            "threats": [{"category": "impact", "details": "Important", "product_ids": []}],
            "scores": [{"cvss_v3": {"vectorString": "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H"}, "products": ["x"]}, {"cvss_v3": {"vectorString": "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H"}}]
            """).Advisories);

        Assert.Equal("brick: falls", advisory.Summary);
        Assert.Equal(["CWE-476"], advisory.Weaknesses);
        Assert.Equal(Severity.High, advisory.Severity);
        Assert.Equal(["CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H"], advisory.Cvss);
        Assert.Equal(new DateTimeOffset(2024, 1, 22, 0, 0, 0, TimeSpan.Zero), advisory.Published);
        Assert.Equal(new DateTimeOffset(2025, 11, 21, 14, 32, 0, TimeSpan.Zero), advisory.Modified);
        Assert.Equal(["https://access.redhat.com/security/cve/CVE-2024-1001", "https://access.redhat.com/errata/RHSA-2024:1"], advisory.References);
    }

    [Theory]
    [InlineData("cpe:/a:redhat:enterprise_linux:8::appstream", "Red Hat:8")]
    [InlineData("cpe:/o:redhat:enterprise_linux:7::server", "Red Hat:7")]
    [InlineData("cpe:/o:redhat:enterprise_linux:10.0", "Red Hat:10")]
    [InlineData("cpe:/o:redhat:enterprise_linux_eus:10.0", "Red Hat:enterprise_linux_eus:10.0")]
    [InlineData("cpe:/o:redhat:rhel_aus:8.4::baseos", "Red Hat:rhel_aus:8.4")]
    [InlineData("cpe:/o:redhat:rhel_els:7", "Red Hat:rhel_els:7")]
    [InlineData("cpe:/a:redhat:ceph_storage:7::el9", "Red Hat:ceph_storage:7::el9")]
    [InlineData("cpe:/a:redhat:jbosseapxp", "Red Hat:jbosseapxp")]
    [InlineData("cpe:/a:example:brick:1", null)]
    [InlineData("cpe:2.3:a:redhat:brick", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_platform_is_told_by_its_cpe(string? cpe, string? ecosystem) => Assert.Equal(ecosystem, RedHatPlatform.Ecosystem(cpe));

    [Fact]
    public void A_document_that_was_taken_back_says_nothing()
    {
        var sink = DistributionFeedRun.Over(
            new RedHatVexFeed(), "cve.json",
            """{"document": {"category": "csaf_vex", "csaf_version": "2.0", "publisher": {"namespace": "https://www.redhat.com"}, "tracking": {"id": "CVE-2023-0031", "status": "deleted"}}}""");

        Assert.Empty(sink.Advisories);
        Assert.Empty(sink.Gaps);
    }

    [Fact]
    public void A_document_of_another_vendor_is_a_gap() =>
        Assert.Equal(
            "cve.json: a CSAF document of https://brick.example.org",
            Assert.Single(DistributionFeedRun.Over(
                new RedHatVexFeed(), "cve.json",
                """{"document": {"category": "csaf_vex", "title": "as in redhat.com", "publisher": {"namespace": "https://brick.example.org"}}}""").Gaps).Reason);

    [Fact]
    public void After_the_fix_of_one_minor_release_the_next_starts_again_without_it()
    {
        // As Red Hat mended curl for 9.2 and for 9.3; 9.3 came out with 7.76.1-26.el9.
        var range = RedHatStatement.Before(["7.76.1-26.el9_3.2", "7.76.1-23.el9_2.4"]);

        Assert.Equal("(, 7.76.1-23.el9_2.4) or [7.76.1-24, 7.76.1-26.el9_3.2)", range.ToString());
        Assert.Equal(
            "7.76.1-23.el9_2.1, 7.76.1-26.el9, 7.76.1-26.el9_3.1",
            string.Join(", ", new[] { "7.76.1-23.el9_2.1", "7.76.1-23.el9_2.4", "7.76.1-23.el9_2.5", "7.76.1-26.el9", "7.76.1-26.el9_3.1", "7.76.1-26.el9_3.2", "7.76.1-29.el9_4" }
                .Where(v => range.Contains(RpmVersionOrder.Instance, v))));
    }

    [Fact]
    public void Builds_of_one_number_are_mended_by_the_first_of_them() =>
        Assert.Equal("(, 1:0.78-12.module+el8.10.0+1)", RedHatStatement.Before(["1:0.78-12.module+el8.10.0+2", "1:0.78-12.module+el8.10.0+1"]).ToString());

    [Fact]
    public void Real_documents_are_read()
    {
        var sink = DistributionFeedRun.OverShared(new RedHatVexFeed(), "data/vuln/feeds/rhel-vex-samples.tar.zst");

        Assert.Empty(sink.Gaps);
        Assert.Equal(
            "2110 CVE-2022-38752, 222 CVE-2023-38545, 183 CVE-2026-2297, 165 CVE-2023-4154, 165 CVE-2023-42670, 61 CVE-2025-6176, 49 CVE-2026-2673, "
            + "41 CVE-2024-0727, 31 CVE-2026-27142, 20 CVE-2026-0968, 14 CVE-2025-40907, 4 CVE-2024-24786",
            DistributionFeedRun.Counts(sink.Advisories.SelectMany(a => a.Affected.Select(_ => a.Id))));
        Assert.Equal("2649 NotAffected, 245 Deferred, 132 Affected, 35 EndOfLife, 4 WillNotFix", DistributionFeedRun.Counts(sink.Advisories.SelectMany(a => a.Affected).Select(a => a.Status)));
    }

    [Fact]
    public void Of_a_real_vulnerability_of_openssl_each_release_has_its_own_word() =>
        Assert.Equal(
            """
            Red Hat:9 openssl Affected (, 1:3.0.7-27.el9)
            Red Hat:6 openssl EndOfLife (, )
            Red Hat:6 src:openssl EndOfLife (, )
            Red Hat:7 openssl EndOfLife (, )
            Red Hat:7 src:openssl EndOfLife (, )
            Red Hat:8 openssl Deferred (, )
            Red Hat:8 src:openssl Deferred (, )
            """,
            DistributionFeedRun.Lines(DistributionFeedRun.OverShared(new RedHatVexFeed(), "data/vuln/feeds/rhel-vex-samples.tar.zst", "test/acceptance/testdata/cve-2024-0727").Advisories
                .Select(a => a with { Affected = [.. a.Affected.Where(p => p.Name == "openssl")] })).Replace("CVE-2024-0727 ", "", StringComparison.Ordinal));

    private static string Lines(string members) => DistributionFeedRun.Lines(Read(members));

    private static Pavior.Scan.Advisories.FeedSink Read(string members)
    {
        string[] platforms = ["App-9", "Base-9", "EUS-9.2", "rhel_6", "rhel_10", "OCP"];
        string[] packages =
        [
            "brick-1:2-3.el9.x86_64", "brick-1:2-3.el9.aarch64", "brick-1:2-3.el9.src", "brick-debuginfo-1:2-3.el9.x86_64", "brick-1:2-2.el9_2.x86_64",
            "node-0:16-1.module+el8.x86_64::nodejs:16", "flat", "image", "brick.src", "brick-libs", "sand.src", "lime.src",
        ];
        var relationships = from platform in platforms
                            from package in packages
                            select "{\"product_reference\": \"" + package + "\", \"relates_to_product_reference\": \"" + platform
                                + "\", \"full_product_name\": {\"product_id\": \"" + platform + ":" + package + "\"}}";
        return DistributionFeedRun.Over(
            new RedHatVexFeed(), "cve.json",
            """
            {"document": {"category": "csaf_vex", "csaf_version": "2.0", "publisher": {"namespace": "https://www.redhat.com"},
              "tracking": {"id": "CVE-2024-1001", "status": "final", "current_release_date": "2025-11-21T14:32:00+00:00"}},
            """ + Tree.Replace("RELATIONSHIPS", string.Join(",", relationships), StringComparison.Ordinal)
            + "\"vulnerabilities\": [{\"cve\": \"CVE-2024-1001\", " + members + "}]}");
    }
}
