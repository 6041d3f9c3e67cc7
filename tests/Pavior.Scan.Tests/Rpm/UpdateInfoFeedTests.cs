using Pavior.Core;
using Pavior.Scan.Rpm;
using Pavior.Scan.Tests.Advisories;
using Xunit;

namespace Pavior.Scan.Tests.Rpm;

public sealed class UpdateInfoFeedTests
{
    private const string Sample = """
        <?xml version="1.0" encoding="UTF-8"?>
        <updates>
          <update author="security@example.org" from="security@example.org" status="final" type="security" version="1.4">
            <id>ALAS2023-2023-126</id>
            <title>Amazon Linux 2023 - ALAS2023-2023-126: important priority package update for brick</title>
            <issued date="2023-03-07 00:29" />
            <updated date="2023-03-08 00:51" />
            <severity>important</severity>
            <description>Package updates are available that fix: CVE-2023-1001</description>
            <references>
              <reference href="https://cve.example.org/CVE-2023-1001" id="CVE-2023-1001" title="" type="cve" />
              <reference href="https://cve.example.org/CVE-2023-1002" id="CVE-2023-1002" type="cve" />
              <reference href="https://alas.example.org/ALAS2023-2023-126.html" id="ALAS2023-2023-126" type="self" />
            </references>
            <pkglist>
              <collection short="amazon-linux-2023">
                <name>Amazon Linux 2023</name>
                <package arch="x86_64" epoch="0" name="brick" release="16.amzn2023.0.1" version="0.8.7"><filename>brick.rpm</filename></package>
                <package arch="aarch64" epoch="0" name="brick" release="16.amzn2023.0.1" version="0.8.7" />
                <package arch="x86_64" epoch="2" name="brick-libs" release="16.amzn2023.0.1" version="0.8.7" />
                <package arch="x86_64" epoch="0" name="brick-debuginfo" release="16.amzn2023.0.1" version="0.8.7" />
                <package arch="src" epoch="0" name="brick-src" release="16.amzn2023.0.1" version="0.8.7" />
              </collection>
            </pkglist>
          </update>
          <update type="security"><id>ALAS-2018-939</id><pkglist><collection><package name="old" epoch="0" version="1" release="2.3.amzn1" arch="noarch"/></collection></pkglist></update>
          <update type="security"><id>ALASDOCKER-2021-001</id><pkglist><collection><package name="docker" epoch="" version="1" release="2.amzn2" arch="noarch"/></collection></pkglist></update>
          <update type="security"><id>ELSA-2021-4151</id><severity>MODERATE</severity><pkglist><collection short="ol8_appstream"><module name="python27" stream="2.7" version="1" context="x" arch="x86_64"/>
            <package name="babel" epoch="0" version="2.5.1" release="10.module+el8.5.0+20329+5c5719bc" arch="noarch"/></collection></pkglist></update>
          <update type="bugfix"><id>ELBA-2021-1</id><pkglist><collection><package name="babel" version="2.5.1" release="1.el8"/></collection></pkglist></update>
          <update type="security"><id>RLSA-2023:1</id><issued date="1678148940"/><pkglist><collection><package name="sand" version="1" release="1.el9_1"/></collection></pkglist></update>
          <update type="security"><id>FEDORA-2023-1</id><pkglist><collection><package name="sand" version="1" release="1.fc38"/></collection></pkglist></update>
          <update type="security"><id>FEDORA-EPEL-2023-1</id><pkglist><collection><package name="sand" version="1" release="1.el9"/></collection></pkglist></update>
          <update type="security"><id>ALSA-2023:1</id><pkglist><collection><package name="label" version="1" release="1.nolabel8"/></collection></pkglist></update>
        </updates>
        """;

    [Fact]
    public void The_tag_of_a_package_tells_the_release_and_its_architectures_are_one_statement() =>
        Assert.Equal(
            """
            ALAS2023-2023-126[CVE-2023-1001 CVE-2023-1002] Amazon Linux:2023 brick Affected (, 0.8.7-16.amzn2023.0.1)
            ALAS2023-2023-126[CVE-2023-1001 CVE-2023-1002] Amazon Linux:2023 brick-libs Affected (, 2:0.8.7-16.amzn2023.0.1)
            ALAS-2018-939 Amazon Linux:2018 old Affected (, 1-2.3.amzn1)
            ALASDOCKER-2021-001 Amazon Linux:2 docker Affected (, 1-2.amzn2)
            ELSA-2021-4151 Oracle Linux:8 babel Affected (, 2.5.1-10.module+el8.5.0+20329+5c5719bc) module python27:2.7
            RLSA-2023:1 Rocky Linux:9 sand Affected (, 1-1.el9_1)
            FEDORA-2023-1 Fedora:38 sand Affected (, 1-1.fc38)
            FEDORA-EPEL-2023-1 EPEL:9 sand Affected (, 1-1.el9)
            """,
            DistributionFeedRun.Lines(Read(Sample)));

    [Fact]
    public void The_head_of_an_advisory_is_kept()
    {
        var advisory = Read(Sample).Advisories[0];

        Assert.Equal("Amazon Linux 2023 - ALAS2023-2023-126: important priority package update for brick", advisory.Summary);
        Assert.Equal(Severity.High, advisory.Severity);
        Assert.Equal(new DateTimeOffset(2023, 3, 7, 0, 29, 0, TimeSpan.Zero), advisory.Published);
        Assert.Equal(["https://alas.example.org/ALAS2023-2023-126.html"], advisory.References);
        Assert.Equal(new DateTimeOffset(2023, 3, 7, 0, 29, 0, TimeSpan.Zero), Read(Sample).Advisories.Single(a => a.Id == "RLSA-2023:1").Published);
    }

    [Fact]
    public void An_advisory_of_nobody_known_is_a_gap() =>
        Assert.Equal(
            "updateinfo.xml, line 1: expected an advisory of a distribution that is known, not BRICK-1",
            Assert.Single(Read("<updates><update type=\"security\"><id>BRICK-1</id></update></updates>").Gaps).Reason);

    [Fact]
    public void Repositories_of_one_release_that_hold_the_same_advisory_are_put_together()
    {
        var once = Read("<updates><update type=\"security\"><id>RLSA-1</id><pkglist><package name=\"sand\" version=\"1\" release=\"1.el9\"/></pkglist></update></updates>");
        var again = Read("<updates><update type=\"security\"><id>RLSA-1</id><pkglist><package name=\"lime\" version=\"1\" release=\"1.el9\"/><package name=\"sand\" version=\"1\" release=\"1.el9\"/></pkglist></update></updates>");
        const string both = "RLSA-1 Rocky Linux:9 lime Affected (, 1-1.el9)\nRLSA-1 Rocky Linux:9 sand Affected (, 1-1.el9)";

        Assert.Equal(both, DistributionFeedRun.Lines(new UpdateInfoFeed().Complete([.. once.Advisories, .. again.Advisories])));
        Assert.Equal(both, DistributionFeedRun.Lines(new UpdateInfoFeed().Complete([.. again.Advisories, .. once.Advisories])));
    }

    private static Pavior.Scan.Advisories.FeedSink Read(string text) => DistributionFeedRun.Over(new UpdateInfoFeed(), "updateinfo.xml", text);
}
