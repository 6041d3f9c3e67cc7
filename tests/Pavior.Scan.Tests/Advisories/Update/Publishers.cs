using System.Security.Cryptography;

namespace Pavior.Scan.Tests.Advisories.Update;

/// <summary>A vulnerability of every publisher, in the publisher's own form and place.</summary>
internal static class Publishers
{
    public const string Kev = "www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json";
    public const string Npm = "osv-vulnerabilities.storage.googleapis.com/npm/all.zip";
    public const string Debian = "security-tracker.debian.org/tracker/data/json";
    public const string AmazonMirror = "cdn.amazonlinux.com/al2023/core/guids/abc/x86_64";

    /// <summary>Fills the server with kev, epss, osv-npm, debian, alpine, red-hat, amazon, photon, arch and retirejs.</summary>
    public static void Fill(FeedServer server)
    {
        server.Put(Kev, KevOf("2026-01-02", 4));
        server.Put("epss.empiricalsecurity.com/epss_scores-current.csv.gz", FeedServer.Gzip("#model_version:v2025.03.14,score_date:2026-01-02T12:55:00Z\ncve,epss,percentile\nCVE-2024-0001,0.9,0.99\n"));
        server.Put(Npm, NpmOf(4, "2026-01-02"));
        server.Put(Debian, """{"brick": {"CVE-2024-0002": {"scope": "local", "releases": {"trixie": {"status": "open", "urgency": "low"}}}}}""");
        foreach (var list in (string[])["DSA", "DLA"])
            server.Put($"salsa.debian.org/security-tracker-team/security-tracker/-/raw/master/data/{list}/list", $"[02 Jan 2026] {list}-5000-1 brick - security update\n\t{{CVE-2024-0003}}\n\t[bookworm] - brick 1.2-3\n");
        server.Put("secdb.alpinelinux.org/", "<html><a href=\"../\">../</a><a href=\"edge/\">edge/</a>\n<a href=\"v3.21/\">v3.21/</a><a href=\"last-update\">x</a></html>");
        server.Put("secdb.alpinelinux.org/v3.21/main.json", """{"apkurl": "{{urlprefix}}/{{distroversion}}/{{reponame}}/{{arch}}/{{pkg.name}}-{{pkg.ver}}.apk", "archs": ["x86_64"], "reponame": "main", "urlprefix": "https://dl.example.org", "distroversion": "v3.21", "packages": [{"pkg": {"name": "brick", "secfixes": {"1.2-r0": ["CVE-2024-0004"]}}}]}""");
        server.Put("security.access.redhat.com/data/csaf/v2/vex/archive_latest.txt", "csaf_vex_2026-01-02.tar.zst\n");
        server.Put("security.access.redhat.com/data/csaf/v2/vex/csaf_vex_2026-01-02.tar.zst", FeedServer.TarZst(("2024/cve-2024-0005.json", Vex)));
        Amazon(server, UpdateInfo);
        foreach (var release in (string[])["4.0", "5.0"])
            server.Put($"packages.vmware.com/photon/photon_cve_metadata/cve_data_photon{release}.json", $$"""[{"cve_id": "CVE-2024-0007", "pkg": "brick", "cve_score": 5.5, "aff_ver": "all versions before 1-2.ph{{release[0]}} are vulnerable", "res_ver": "1-2.ph{{release[0]}}", "status": "Fixed"}]""");
        server.Put("security.archlinux.org/all.json", """[{"name": "AVG-1", "packages": ["brick"], "status": "Fixed", "severity": "High", "type": "arbitrary code execution", "affected": "1.1-1", "fixed": "1.2-1", "ticket": null, "issues": ["CVE-2024-0008"], "advisories": []}]""");
        server.Put("raw.githubusercontent.com/RetireJS/retire.js/master/repository/npmrepository.json", """{"brick": {"vulnerabilities": [{"below": "1.2", "severity": "high", "cwe": ["CWE-79"], "identifiers": {"CVE": ["CVE-2024-0009"], "summary": "x"}, "info": ["https://brick.example.org/"]}]}}""");
    }

    public static string KevOf(string date, int count) =>
        $$"""{"title": "CISA Catalog of Known Exploited Vulnerabilities", "catalogVersion": "{{date}}", "dateReleased": "{{date}}T10:00:00.0Z", "count": {{count}}, "vulnerabilities": ["""
        + string.Join(',', Enumerable.Range(1, count).Select(i => $$"""{"cveID": "CVE-2024-000{{i}}", "vendorProject": "x", "product": "x", "vulnerabilityName": "x", "dateAdded": "2026-01-01", "shortDescription": "x", "requiredAction": "x", "dueDate": "2026-01-22", "knownRansomwareCampaignUse": "Known", "notes": "", "cwes": []}"""))
        + "]}";

    public static byte[] NpmOf(int count, string date) => FeedServer.Zip([
        .. Enumerable.Range(1, count).Select(i => ($"GHSA-{i}.json",
            $$"""{"schema_version": "1.7.3", "id": "GHSA-aaaa-bbbb-000{{i}}", "modified": "{{date}}T00:00:00Z", "published": "2025-01-01T00:00:00Z", "aliases": ["CVE-2024-000{{i}}"], "summary": "Bricks fall", "affected": [{"package": {"ecosystem": "npm", "name": "brick{{i}}"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.0"}]}]}]}""")),
    ]);

    public static void Amazon(FeedServer server, string updateInfo)
    {
        var packed = FeedServer.Gzip(updateInfo);
        foreach (var (list, repository) in new[] { ("2/core/latest", "2/core/2.0"), ("al2023/core/mirrors/latest", "al2023/core/guids/abc") })
        {
            server.Put($"cdn.amazonlinux.com/{list}/x86_64/mirror.list", $"https://cdn.amazonlinux.com/{repository}/x86_64/\n");
            server.Put($"cdn.amazonlinux.com/{repository}/x86_64/repodata/updateinfo.xml.gz", packed);
            server.Put($"cdn.amazonlinux.com/{repository}/x86_64/repodata/repomd.xml", $"""
                <?xml version="1.0"?><repomd xmlns="http://linux.duke.edu/metadata/repo"><data type="primary"><location href="repodata/primary.xml.gz"/></data>
                <data type="updateinfo"><checksum type="sha256">{Convert.ToHexStringLower(SHA256.HashData(packed))}</checksum><location href="repodata/updateinfo.xml.gz"/></data></repomd>
                """);
        }
    }

    private const string UpdateInfo = """
        <?xml version="1.0"?><updates><update type="security" status="final"><id>ALAS2023-2026-001</id><title>brick</title><issued date="2026-01-02 00:00"/><severity>important</severity>
        <references><reference href="https://cve.example.org/" id="CVE-2024-0006" type="cve"/></references>
        <pkglist><collection short="amazon-linux-2023"><package arch="x86_64" epoch="0" name="brick" release="1.amzn2023.0.1" version="1.2"/></collection></pkglist></update></updates>
        """;

    private const string Vex = """
        {"document": {"category": "csaf_vex", "csaf_version": "2.0", "publisher": {"category": "vendor", "name": "Red Hat Product Security", "namespace": "https://www.redhat.com"}, "title": "brick",
          "tracking": {"id": "CVE-2024-0005", "status": "final", "version": "1", "current_release_date": "2026-01-02T00:00:00+00:00", "initial_release_date": "2026-01-01T00:00:00+00:00"}},
         "product_tree": {"branches": [{"category": "vendor", "name": "Red Hat", "branches": [
            {"category": "product_name", "name": "RHEL 9", "product": {"name": "RHEL 9", "product_id": "Base-9", "product_identification_helper": {"cpe": "cpe:/o:redhat:enterprise_linux:9::baseos"}}},
            {"category": "product_version", "name": "brick-0:1.2-3.el9.x86_64", "product": {"name": "brick", "product_id": "brick-0:1.2-3.el9.x86_64", "product_identification_helper": {"purl": "pkg:rpm/redhat/brick@1.2-3.el9?arch=x86_64"}}}]}],
          "relationships": [{"category": "default_component_of", "product_reference": "brick-0:1.2-3.el9.x86_64", "relates_to_product_reference": "Base-9",
            "full_product_name": {"name": "x", "product_id": "Base-9:brick-0:1.2-3.el9.x86_64"}}]},
         "vulnerabilities": [{"cve": "CVE-2024-0005", "title": "brick", "product_status": {"fixed": ["Base-9:brick-0:1.2-3.el9.x86_64"]}}]}
        """;
}
