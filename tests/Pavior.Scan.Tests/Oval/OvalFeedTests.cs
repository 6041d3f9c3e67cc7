using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Oval;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Oval;

public sealed class OvalFeedTests
{
    private const string Oracle = """
        <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5">
        <generator><oval:product_name>Oracle Errata System</oval:product_name></generator>
        <definitions>
        <definition id="oval:com.oracle.elsa:def:20240001" version="501" class="patch">
        <metadata>
        <title>
        ELSA-2024-0001:  brick security update (IMPORTANT)
        </title>
        <reference source="elsa" ref_id="ELSA-2024-0001" ref_url="https://linux.example.org/errata/ELSA-2024-0001.html"/>
        <reference source="CVE" ref_id="CVE-2024-1001" ref_url="x"/>
        <description>[1.0] - fixed</description>
        <!-- a remark -->
        <advisory><severity>IMPORTANT</severity><issued date="2024-01-26"/>
        <cve cvss3="8.1/CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H" href="x">CVE-2024-1001</cve><cve href="x">CVE-2024-1002</cve></advisory>
        </metadata>
        CRITERIA
        </definition>
        </definitions>
        <tests>
        <rpminfo_test id="oval:com.oracle.elsa:tst:1"><object object_ref="oval:com.oracle.elsa:obj:1"/><state state_ref="oval:com.oracle.elsa:ste:1"/></rpminfo_test>
        <rpminfo_test id="oval:com.oracle.elsa:tst:2"><object object_ref="oval:com.oracle.elsa:obj:2"/><state state_ref="oval:com.oracle.elsa:ste:2"/></rpminfo_test>
        <rpminfo_test id="oval:com.oracle.elsa:tst:3"><object object_ref="oval:com.oracle.elsa:obj:2"/><state state_ref="oval:com.oracle.elsa:ste:3"/></rpminfo_test>
        <rpminfo_test id="oval:com.oracle.elsa:tst:4"><object object_ref="oval:com.oracle.elsa:obj:2"/><state state_ref="oval:com.oracle.elsa:ste:4"/></rpminfo_test>
        <rpminfo_test id="oval:com.oracle.elsa:tst:5"><object object_ref="oval:com.oracle.elsa:obj:1"/><state state_ref="oval:com.oracle.elsa:ste:5"/></rpminfo_test>
        <rpminfo_test id="oval:com.oracle.elsa:tst:6"><object object_ref="oval:com.oracle.elsa:obj:1"/><state state_ref="oval:com.oracle.elsa:ste:6"/></rpminfo_test>
        <rpminfo_test id="oval:com.oracle.elsa:tst:7"><object object_ref="oval:com.oracle.elsa:obj:2"/><state state_ref="oval:com.oracle.elsa:ste:7"/></rpminfo_test>
        <rpminfo_test id="oval:com.oracle.elsa:tst:8"><object object_ref="oval:com.oracle.elsa:obj:2"/></rpminfo_test>
        <rpminfo_test id="oval:com.oracle.elsa:tst:9"><object object_ref="oval:com.oracle.elsa:obj:2"/><state state_ref="oval:com.oracle.elsa:ste:9"/></rpminfo_test>
        </tests>
        <objects>
        <rpminfo_object id="oval:com.oracle.elsa:obj:1"><name>oraclelinux-release</name></rpminfo_object>
        <rpminfo_object id="oval:com.oracle.elsa:obj:2"><name>brick</name></rpminfo_object>
        </objects>
        <states>
        <rpminfo_state id="oval:com.oracle.elsa:ste:1"><version operation="pattern match">^8</version></rpminfo_state>
        <rpminfo_state id="oval:com.oracle.elsa:ste:2"><evr datatype="evr_string" operation="less than">0:1.0-1.el8</evr></rpminfo_state>
        <rpminfo_state id="oval:com.oracle.elsa:ste:3"><signature_keyid operation="equals">82562ea9ad986da3</signature_keyid></rpminfo_state>
        <rpminfo_state id="oval:com.oracle.elsa:ste:4"><release operation="pattern match">ksplice</release></rpminfo_state>
        <rpminfo_state id="oval:com.oracle.elsa:ste:5"><arch operation="pattern match">x86_64</arch></rpminfo_state>
        <rpminfo_state id="oval:com.oracle.elsa:ste:6"><arch operation="pattern match">aarch64</arch></rpminfo_state>
        <rpminfo_state id="oval:com.oracle.elsa:ste:7"><evr datatype="evr_string" operation="less than">2:1.1-1.el8</evr></rpminfo_state>
        <rpminfo_state id="oval:com.oracle.elsa:ste:9"><evr datatype="evr_string" operation="greater than">0:0.5</evr></rpminfo_state>
        </states>
        </oval_definitions>
        """;

    [Fact]
    public void A_definition_covers_its_vulnerabilities_and_says_what_is_before_the_fix()
    {
        var sink = ReadOracle("""
            <criteria operator="AND"><criterion test_ref="oval:com.oracle.elsa:tst:1" comment="Oracle Linux 8 is installed"/>
            <criteria operator="OR"><criteria operator="AND">
            <criterion test_ref="oval:com.oracle.elsa:tst:2" comment="brick is earlier than 0:1.0-1.el8"/><criterion test_ref="oval:com.oracle.elsa:tst:3" comment="brick is signed"/>
            </criteria></criteria></criteria>
            """);

        Assert.Equal("ELSA-2024-0001[CVE-2024-1001 CVE-2024-1002] Oracle Linux:8 brick Affected (, 1.0-1.el8)", DistributionFeedRun.Lines(sink));
        var advisory = sink.Advisories[0];
        Assert.Equal("ELSA-2024-0001: brick security update (IMPORTANT)", advisory.Summary);
        Assert.Equal(Severity.High, advisory.Severity);
        Assert.Equal(["CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H"], advisory.Cvss);
        Assert.Equal(["https://linux.example.org/errata/ELSA-2024-0001.html"], advisory.References);
        Assert.Equal(new DateTimeOffset(2024, 1, 26, 0, 0, 0, TimeSpan.Zero), advisory.Published);
    }

    [Fact]
    public void A_fix_that_all_architectures_share_is_one_statement_and_others_name_theirs() =>
        Assert.Equal(
            """
            Oracle Linux:8 brick Affected (, 1.0-1.el8)
            Oracle Linux:8 brick Affected (, 2:1.1-1.el8) on arm64
            """,
            OracleLines("""
                <criteria operator="AND"><criterion test_ref="oval:com.oracle.elsa:tst:1"/><criteria operator="OR">
                <criteria operator="AND"><criterion test_ref="oval:com.oracle.elsa:tst:5"/><criterion test_ref="oval:com.oracle.elsa:tst:2"/></criteria>
                <criteria operator="AND"><criterion test_ref="oval:com.oracle.elsa:tst:6"/><criteria operator="OR">
                <criterion test_ref="oval:com.oracle.elsa:tst:2"/><criterion test_ref="oval:com.oracle.elsa:tst:7"/></criteria></criteria>
                </criteria></criteria>
                """));

    [Fact]
    public void Two_conditions_on_one_package_are_one_range() =>
        Assert.Equal(
            "Oracle Linux:8 brick Affected (0.5, 1.0-1.el8)",
            OracleLines("""<criteria><criterion test_ref="oval:com.oracle.elsa:tst:1"/><criterion test_ref="oval:com.oracle.elsa:tst:2"/><criterion test_ref="oval:com.oracle.elsa:tst:9"/></criteria>"""));

    [Fact]
    public void A_module_stream_is_kept() =>
        Assert.Equal(
            "Oracle Linux:8 brick Affected (, 1.0-1.el8) module brick:16",
            OracleLines("""<criteria><criterion test_ref="oval:com.oracle.elsa:tst:1"/><criterion test_ref="oval:com.oracle.elsa:tst:99" comment="Module brick:16 is enabled"/><criterion test_ref="oval:com.oracle.elsa:tst:2"/></criteria>"""));

    [Theory]
    [InlineData("a build of a special kind", """<criterion test_ref="oval:com.oracle.elsa:tst:4"/>""")]
    [InlineData("a package that only has to be there", """<criterion test_ref="oval:com.oracle.elsa:tst:8"/>""")]
    [InlineData("a negation", """<criterion test_ref="oval:com.oracle.elsa:tst:3" negate="true"/>""")]
    [InlineData("negated criteria", """<criteria operator="OR" negate="true"><criterion test_ref="oval:com.oracle.elsa:tst:3"/></criteria>""")]
    [InlineData("another kind of joining", """<criteria operator="XOR"><criterion test_ref="oval:com.oracle.elsa:tst:3"/></criteria>""")]
    [InlineData("another definition", """<extend_definition definition_ref="oval:com.oracle.elsa:def:1"/>""")]
    public void Under_a_condition_that_cannot_be_written_down_nothing_is_said(string condition, string criterion)
    {
        var sink = ReadOracle($"""<criteria><criterion test_ref="oval:com.oracle.elsa:tst:1"/><criterion test_ref="oval:com.oracle.elsa:tst:2"/>{criterion}</criteria>""");

        Assert.True(sink.Advisories.Count == 0, condition);
        Assert.Empty(sink.Gaps);
    }

    [Fact]
    public void Where_a_test_is_missing_its_words_tell_and_else_it_is_a_gap()
    {
        Assert.Equal(
            "Oracle Linux:9 sand Affected (, 3-1.el9)",
            OracleLines("""<criteria><criterion test_ref="oval:x:tst:71" comment="Oracle Linux 9 is installed"/><criterion test_ref="oval:x:tst:72" comment="sand is earlier than 0:3-1.el9"/></criteria>"""));

        Assert.Equal(
            "oval.xml, line 4: expected the tests that ELSA-2024-0001 refers to",
            Assert.Single(ReadOracle("""<criteria><criterion test_ref="oval:x:tst:71" comment="sand is of no use"/></criteria>""").Gaps).Reason);
    }

    [Theory]
    [InlineData("<criteria><criterion test_ref=\"x\"/></criteria>", "oval.xml, byte 0: expected an OVAL id with a number at its end, not x")]
    [InlineData("<criteria><criterion/></criteria>", "oval.xml, byte 0: expected an OVAL id with a number at its end, not ")]
    [InlineData("<criteria>", "oval.xml, line 17: expected well-formed XML without a document type")]
    public void A_document_that_is_none_is_a_gap(string criteria, string reason) => Assert.Equal(reason, Assert.Single(ReadOracle(criteria).Gaps).Reason);

    [Fact]
    public void A_document_type_is_refused() =>
        Assert.Equal(
            "oval.xml, line 1: expected well-formed XML without a document type",
            Assert.Single(DistributionFeedRun.Over(new OracleFeed(), "oval.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><oval_definitions>com.oracle.elsa &b;</oval_definitions>").Gaps).Reason);

    [Fact]
    public void Criteria_that_multiply_without_end_are_refused()
    {
        var level = string.Concat(Enumerable.Repeat("<criteria operator=\"OR\">" + string.Concat(Enumerable.Repeat("<criterion test_ref=\"oval:x:tst:2\"/>", 100)) + "</criteria>", 4));

        Assert.Equal("oval.xml: more than 200000 alternatives in one definition", Assert.Single(ReadOracle($"<criteria>{level}</criteria>").Gaps).Reason);
    }

    [Fact]
    public void Azure_Linux_tells_the_release_by_its_versions_and_says_what_was_never_there() =>
        Assert.Equal(
            """
            CVE-2023-29404 Azure Linux:2 src:golang Affected (1.19.0.cm2, 1.20.7-1.cm2) Critical
            CVE-2023-0687 Azure Linux:2 src:glibc NotAffected (, ) Critical
            CVE-2022-3736 Azure Linux:2 src:bind Affected (, 9.16.33-1.cm2] High
            """,
            string.Join('\n', Sample(new AzureLinuxFeed(), "mariner").Advisories.Where(a => a.Id is "CVE-2023-29404" or "CVE-2023-0687" or "CVE-2022-3736")
                .Select(a => $"{DistributionFeedRun.Lines([a])} {a.Severity}")));

    [Fact]
    public void The_real_documents_of_Azure_Linux_are_read()
    {
        var sink = DistributionFeedRun.OverShared(new AzureLinuxFeed(), "data/vuln/feeds/azurelinux-oval.tar.zst");

        Assert.Empty(sink.Gaps);
        Assert.Equal("2252 Azure Linux:1, 1222 Azure Linux:3", DistributionFeedRun.Counts(sink.Advisories.SelectMany(a => a.Affected).Select(p => p.Ecosystem)));
        Assert.Equal(
            "3269 Affected ), 126 Affected ], 79 NotAffected )",
            DistributionFeedRun.Counts(sink.Advisories.SelectMany(a => a.Affected).Select(p => $"{p.Status} {p.Vulnerable.ToString()[^1]}")));
    }

    [Fact]
    public void The_real_document_of_Photon_is_read()
    {
        var sink = DistributionFeedRun.OverShared(new PhotonOvalFeed(), "data/vuln/feeds/rhel-vex-samples.tar.zst");

        Assert.Empty(sink.Gaps);
        Assert.Equal(222, sink.Advisories.Count);
        Assert.Equal("778 Photon OS:3.0 Affected", DistributionFeedRun.Counts(sink.Advisories.SelectMany(a => a.Affected).Select(p => $"{p.Ecosystem} {p.Status}")));
        Assert.Equal(
            """
            PHSA-2020:00001[CVE-2019-16168] Photon OS:3.0 sqlite Affected (, 3.27.2-5.ph3)
            PHSA-2020:00001[CVE-2019-16168] Photon OS:3.0 sqlite-devel Affected (, 3.27.2-5.ph3)
            PHSA-2020:00001[CVE-2019-16168] Photon OS:3.0 sqlite-libs Affected (, 3.27.2-5.ph3)
            """,
            DistributionFeedRun.Lines([sink.Advisories[0]]));
    }

    [Fact]
    public void The_samples_of_Oracle_say_what_another_reader_of_them_expects()
    {
        var sink = Sample(new OracleFeed(), "oracle");

        Assert.Empty(sink.Gaps);
        Assert.Equal(
            VunnelResults.Lines("oracle").Select(WithoutEpochZero),
            VunnelResults.Lines(sink.Advisories, e => e.Replace("Oracle Linux:", "ol:", StringComparison.Ordinal), byAdvisory: true)
                .Where(l => l.Contains("ELSA-2007-0057", StringComparison.Ordinal) || l.Contains("ELSA-2018-4250", StringComparison.Ordinal)));
        Assert.Equal(
            """
            ELSA-2022-4803[CVE-2022-24903] Oracle Linux:7 rsyslog Affected (, 8.24.0-57.0.4.el7_9.3) on arm64
            ELSA-2022-4803[CVE-2022-24903] Oracle Linux:7 rsyslog Affected (, 8.24.0-57.0.1.el7_9.3) on amd64
            """,
            DistributionFeedRun.Lines(sink.Advisories.Where(a => a.Id == "ELSA-2022-4803").Select(a => a with { Affected = [.. a.Affected.Where(p => p.Name == "rsyslog")] })));
    }

    [Fact]
    public void The_samples_of_SUSE_say_what_another_reader_of_them_expects()
    {
        var sink = Sample(new SuseFeed(), "sles");
        var expected = VunnelResults.Lines("sles").Select(WithoutEpochZero).ToArray();

        // The sample was cut, and with it went tests that a definition refers to.
        Assert.EndsWith("suse_truncated.xml, line 50: expected the tests that CVE-2021-29154 refers to", Assert.Single(sink.Gaps).Reason, StringComparison.Ordinal);
        Assert.NotEmpty(expected);
        Assert.Empty(expected.Except(VunnelResults.Lines(sink.Advisories, Sles)));

        static string Sles(string ecosystem) =>
            ecosystem.Replace("SUSE Linux Enterprise Server:", "sles:", StringComparison.Ordinal).Replace(":LTSS", "", StringComparison.Ordinal);
    }

    [Fact]
    public void The_samples_of_Azure_Linux_say_what_another_reader_of_them_expects()
    {
        var sink = Sample(new AzureLinuxFeed(), "mariner");

        Assert.Empty(sink.Gaps);
        // The other reader leaves out what is not affected, and says nothing of the end of a range that is no fix.
        Assert.Equal(
            VunnelResults.Lines("mariner").Select(WithoutEpochZero).Select(l => l.Replace("bind None", "bind 9.16.33-1.cm2", StringComparison.Ordinal)),
            VunnelResults.Lines(sink.Advisories, e => e.Replace("Azure Linux:2", "mariner:2.0", StringComparison.Ordinal))
                .Where(l => l.StartsWith("mariner:", StringComparison.Ordinal) && !l.EndsWith(" 0", StringComparison.Ordinal)));
    }

    private static string WithoutEpochZero(string line) => line.Replace(" 0:", " ", StringComparison.Ordinal);

    private static FeedSink Sample(AdvisoryFeed feed, string provider) => DistributionFeedRun.OverShared(feed, VunnelResults.Archive, $"tests/unit/providers/{provider}/test-fixtures/");

    private static string OracleLines(string criteria) =>
        DistributionFeedRun.Lines(ReadOracle(criteria)).Replace("ELSA-2024-0001[CVE-2024-1001 CVE-2024-1002] ", "", StringComparison.Ordinal);

    private static FeedSink ReadOracle(string criteria) =>
        DistributionFeedRun.Over(new OracleFeed(), "oval.xml", Oracle.Replace("CRITERIA", criteria, StringComparison.Ordinal));
}
