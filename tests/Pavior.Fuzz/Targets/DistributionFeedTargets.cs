using System.Text;
using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Alpine;
using Pavior.Scan.Arch;
using Pavior.Scan.Debian;
using Pavior.Scan.Oval;
using Pavior.Scan.Rpm;
using Pavior.Scan.Ubuntu;
using Pavior.Scan.Wolfi;

namespace Pavior.Fuzz.Targets;

/// <summary>Advisories as distributions publish them.</summary>
internal static class DistributionFeedTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        Feed("debian-lists", new DebianListsFeed(), Lists, Vulnerabilities),
        Feed("debian-tracker", new DebianTrackerFeed(), Tracker),
        Feed("ubuntu-cve", new UbuntuCveFeed(), Ubuntu),
        Feed("alpine-secdb", new AlpineSecurityFeed(), SecdbYaml, SecdbJson),
        Feed("wolfi-secdb", new WolfiSecurityFeed(), SecdbJson),
        Feed("wolfi-advisories", new WolfiAdvisoriesFeed(), Wolfi),
        Feed("red-hat-vex", new RedHatVexFeed(), Vex),
        Feed("updateinfo", new UpdateInfoFeed(), UpdateInfo),
        Feed("fedora-updates", new FedoraFeed(), Fedora),
        Feed("photon-data", new PhotonFeed(), Photon),
        Feed("arch-security", new ArchSecurityFeed(), Arch),
        Feed("oval-oracle", new OracleFeed(), Oval),
        Feed("oval-suse", new SuseFeed(), Oval),
        Feed("oval-azure-linux", new AzureLinuxFeed(), Oval),
        Feed("oval-photon", new PhotonOvalFeed(), Oval),
    ];

    private static string Lists =>
        "[29 Mar 2023] DSA-9002-1 brick - security update\n\t{CVE-2023-1001 CVE-2023-1002}\n\t[bullseye] - brick 2:1.4-1+deb11u2 (bug #900001; medium)\n"
        + "        [buster] - brick <not-affected> (no)\n\tNOTE: x\n[August 26th, 2005] DTSA-1-1 kismet - various\n\t[etch] - kismet 2005.08.R1-0.1etch1 (high)\n";

    private static string Vulnerabilities =>
        "CVE-2023-1393 (A flaw ...)\n\t{DSA-5380-1 DLA-3380-1}\n\t[experimental] - x 2:21.2-1\n\t- x 2:21.1.7-2 (bug #1033546; low)\n\t[bookworm] - x <no-dsa> (Minor)\n"
        + "\t- y <unfixed>\n\t[buster] - y <postponed> (x)\n\t- z <removed>\n\t- a <itp> (bug #1)\nCVE-2017-XXXX [brick: heap overflow]\n\t- brick <undetermined>\nCVE-2023-1396\n\tREJECTED\n";

    private static string Tracker =>
        """{"brick": {"CVE-2024-1001": {"scope": "remote", "description": "B\u00e9 x", "releases": {"bookworm": {"status": "resolved", "repositories": {"a": "1"}, "fixed_version": "1-1", "urgency": "low**"}, "sid": {"status": "open", "nodsa": "x", "nodsa_reason": "ignored", "urgency": "end-of-life"}}}}}""";

    private static string Ubuntu =>
        "Candidate: CVE-2023-1001\nPublicDate: 2023-10-03 18:15:00 UTC\nReferences:\n https://ubuntu.com/security/notices/USN-1-1\nDescription:\n A brick\n fell.\nPriority: high\n x\n"
        + "Priority_brick_focal: low\nCVSS:\n nvd: CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H [7.8 HIGH]\n\nPatches_brick:\nupstream_brick: released (2)\n"
        + "jammy_brick: released (1-1)\nfocal_brick: ignored (end of life)\nesm-apps/focal_brick: needed\ntrusty/esm_brick: not-affected (x)\nlunar_brick: DNE\n";

    private static string SecdbYaml =>
        "distroversion: v3.11\nreponame: main\nurlprefix: http://x/alpine\napkurl: \"{{urlprefix}}/{{distroversion}}/x\"\npackages:\n  - pkg:\n      name: brick\n      secfixes:\n"
        + "        1.10:\n          - CVE-2019-1001 XSA-273\n        \"0\":\n          - CVE_2019-2426\n          - CVE-????-?????  XSA-295\n          - CVE-2017-1 (x)\n          - CVE 2018-16859\n";

    private static string SecdbJson =>
        """{"apkurl": "{{urlprefix}}/{{reponame}}/x", "distroversion": "v3.20", "urlprefix": "https://packages.wolfi.dev", "packages": [{"pkg": {"name": "a", "secfixes": {"1-r0": ["CVE-2024-10001 GHSA-aaaa-bbbb-ccc2"], "0": ["CVE-2024-1002"]}}}]}""";

    private static string Wolfi =>
        "schema-version: 2.0.2\npackage:\n  name: brick\nadvisories:\n  - id: CGA-1\n    aliases:\n      - CVE-2024-1001\n    events:\n      - timestamp: 2025-03-21T20:31:28Z\n"
        + "        type: fixed\n        data:\n          fixed-version: 1-r1\n      - timestamp: 2025-01-31T07:03:40Z\n        type: detection\n";

    private static string Vex =>
        """
        {"document": {"category": "csaf_vex", "csaf_version": "2.0", "aggregate_severity": {"text": "Low"}, "publisher": {"namespace": "https://www.redhat.com"}, "tracking": {"id": "CVE-2024-1", "status": "final", "current_release_date": "2025-11-21T14:32:00+00:00"}},
        "product_tree": {"branches": [{"branches": [{"product": {"product_id": "p", "product_identification_helper": {"cpe": "cpe:/a:redhat:enterprise_linux:9::appstream"}}}]}, {"product": {"product_id": "b", "product_identification_helper": {"purl": "pkg:rpm/redhat/brick@1-2.el9?arch=x86_64&epoch=1&rpmmod=a:b:c"}}}, {"product": {"product_id": "s", "product_identification_helper": {"purl": "pkg:rpm/redhat/brick?arch=src"}}}],
        "relationships": [{"product_reference": "b", "relates_to_product_reference": "p", "full_product_name": {"product_id": "p:b"}}, {"product_reference": "s", "relates_to_product_reference": "p", "full_product_name": {"product_id": "p:s"}}]},
        "vulnerabilities": [{"cve": "CVE-2024-1", "title": "x", "cwe": {"id": "CWE-1"}, "release_date": "2024-01-22T00:00:00+00:00", "product_status": {"fixed": ["p:b"], "known_affected": ["p:s"], "known_not_affected": ["p:s"], "under_investigation": ["p:s"]},
        "remediations": [{"category": "vendor_fix", "url": "x", "product_ids": ["p:b"]}, {"category": "no_fix_planned", "details": "Will not fix", "product_ids": ["p:s"]}],
        "threats": [{"category": "impact", "details": "Moderate", "product_ids": ["p:b"]}], "scores": [{"cvss_v3": {"vectorString": "CVSS:3.1/AV:L"}}]}]}
        """;

    private static string UpdateInfo =>
        "<updates><update type=\"security\"><id>ALAS2023-2023-126</id><title>x</title><issued date=\"2023-03-07 00:29\"/><severity>low</severity><references><reference id=\"CVE-2023-1\" type=\"cve\"/></references>"
        + "<pkglist><collection><module name=\"a\" stream=\"1\"/><package name=\"b\" epoch=\"1\" version=\"1\" release=\"1.amzn2023\" arch=\"noarch\"/></collection></pkglist></update></updates>";

    private static string Fedora =>
        """{"updates": [{"alias": "FEDORA-1", "type": "security", "status": "stable", "severity": "urgent", "display_name": "CVE-2024-1001", "release": {"version": "40", "id_prefix": "FEDORA"}, "bugs": [{"security": true, "title": "CVE-2024-1002 x"}], "builds": [{"nvr": "a-1-1.fc40", "type": "rpm", "epoch": 2}]}]}""";

    private static string Photon =>
        """[{"cve_id": "CVE-2023-1", "pkg": "a", "res_ver": "1-1.ph4", "status": "Fixed"}, {"cve_id": "CVE-2023-1", "pkg": "b", "res_ver": "NA", "status": "Not Affected"}]""";

    private static string Arch =>
        """[{"name": "AVG-1", "packages": ["a"], "fixed": "1-2", "severity": "High", "status": "Fixed", "type": "x", "issues": ["CVE-2024-1"]}, {"name": "AVG-2", "packages": ["a"], "fixed": null, "status": "Not affected", "issues": []}]""";

    private static string Oval =>
        """
        <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"><definitions><definition id="oval:a:def:1" class="patch"><metadata><title>CVE-2024-1 x</title><reference source="elsa" ref_id="ELSA-1" ref_url="u"/><reference source="CVE" ref_id="CVE-2024-1"/>
        <description>x</description><patchable>Not Applicable</patchable><advisory><severity>LOW</severity><issued date="2024-01-01"/><cve cvss3="1/CVSS:3.0/AV:N">CVE-2024-1</cve></advisory></metadata>
        <criteria operator="AND"><criterion test_ref="oval:a:tst:1" comment="Oracle Linux 8 is installed"/><criteria operator="OR"><criterion test_ref="oval:a:tst:2"/><criterion test_ref="oval:a:tst:3" negate="true"/><criterion test_ref="oval:a:tst:9" comment="b is earlier than 0:1-1.el8"/></criteria></criteria></definition></definitions>
        <tests><rpminfo_test id="oval:a:tst:1"><object object_ref="oval:a:obj:1"/><state state_ref="oval:a:ste:1"/></rpminfo_test><rpminfo_test id="oval:a:tst:2"><object object_ref="oval:a:obj:2"/><state state_ref="oval:a:ste:2"/></rpminfo_test></tests>
        <objects><rpminfo_object id="oval:a:obj:1"><name>sles-release</name></rpminfo_object><rpminfo_object id="oval:a:obj:2"><name>a</name></rpminfo_object></objects>
        <states><rpminfo_state id="oval:a:ste:1"><version operation="pattern match">^8</version></rpminfo_state><rpminfo_state id="oval:a:ste:2"><arch>x86_64</arch><evr datatype="evr_string" operation="less than">0:1-1.azl3</evr></rpminfo_state></states></oval_definitions>
        """;

    private static FuzzTarget Feed(string name, AdvisoryFeed feed, params string[] seeds) =>
        new(name, [.. seeds.Select(Encoding.UTF8.GetBytes)], bytes =>
        {
            feed.Recognises("file", bytes.AsSpan(0, Math.Min(bytes.Length, 4096)));
            var sink = new FeedSink();
            try
            {
                feed.Read(new MemoryFileContent("file", bytes), sink);
            }
            finally
            {
                if (feed.Joins)
                    feed.Complete(sink.Advisories);
            }
        });
}
