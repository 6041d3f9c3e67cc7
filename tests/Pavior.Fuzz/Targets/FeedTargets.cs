using Pavior.Core;
using Pavior.Scan.Advisories;
using Pavior.Scan.Advisories.Epss;
using Pavior.Scan.Advisories.GitHub;
using Pavior.Scan.Advisories.Kev;
using Pavior.Scan.Advisories.Osv;
using Pavior.Scan.DotNet;
using Pavior.Scan.Java;
using Pavior.Scan.Npm;
using Pavior.Scan.Php;
using Pavior.Scan.Ruby;

namespace Pavior.Fuzz.Targets;

/// <summary>What is read of advisory feeds of languages and applications.</summary>
internal static class FeedTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        Feed(new OsvFeed(), "osv-json", "a.json",
            """
            [{"schema_version": "1.6.0", "id": "GHSA-1", "modified": "2024-05-02T10:11:12.1Z", "withdrawn": null, "aliases": ["CVE-2024-1"], "upstream": [],
              "summary": "Low: a:1 b", "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N"}, {"type": "Ubuntu", "score": "low"}],
              "affected": [{"package": {"ecosystem": "AlmaLinux:8", "name": "a"}, "versions": ["1"],
                "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.module_el8"}, {"limit": "2"}]}, {"type": "GIT", "events": []}],
                "ecosystem_specific": {"imports": [{"path": "p", "symbols": ["S"], "goos": ["linux"]}], "affects": {"os": ["macos"], "functions": ["f"]}},
                "database_specific": {"categories": ["x"], "informational": null, "cwes": [{"cweId": "CWE-1"}]}}],
              "references": [{"type": "ADVISORY", "url": "https://a.example.org/"}], "database_specific": {"severity": "LOW", "cwe_ids": ["CWE-79"]}}]
            """),
        Feed(new OsvYamlFeed(), "osv-yaml", "a.yaml",
            "id: PYSEC-1\nmodified: 2024-05-02T10:11:12Z\naliases: &a [CVE-2024-1]\nrelated: *a\naffected:\n- package: {name: a, ecosystem: PyPI}\n"
            + "  ranges:\n  - type: ECOSYSTEM\n    events: [{introduced: 0}, {fixed: 1.0}]\n  versions: [1.0, '2']\n"),
        Feed(new KevFeed(), "kev", "kev.json",
            """{"catalogVersion": "1", "dateReleased": "2025-08-25T17:04:19.9796Z", "vulnerabilities": [{"cveID": "CVE-1", "dateAdded": "2025-08-25", "knownRansomwareCampaignUse": "Known"}]}"""),
        Feed(new EpssFeed(), "epss", "epss.csv", "#model_version:v1,score_date:2024-10-25T00:00:00+0000\ncve,epss,percentile\nCVE-1,7e-05,0.5\n"),
        Feed(new GitHubGraphFeed(), "ghsa-graphql", "ghsa.jsonl",
            """{"ecosystem": "NPM", "node": {"advisory": {"identifiers": [{"type": "GHSA", "value": "GHSA-1"}], "cvss": {"vectorString": "CVSS:3.1/AV:N"}}, "package": {"name": "a"}, "vulnerableVersionRange": ">= 1, < 2"}}""",
            """{"data": {"securityVulnerabilities": {"nodes": [{"advisory": {"ghsaId": "GHSA-1"}, "package": {"name": "a", "ecosystem": "PIP"}, "vulnerableVersionRange": "= 1"}]}}}"""),
        Feed(new DotNetCveFeed(), "dotnet-cve", "cve.json",
            """
            {"last_updated": "2026-03-10", "disclosures": [{"id": "CVE-1", "cvss": {"vector": "CVSS:3.1/AV:N"}, "platforms": ["linux"], "references": ["https://a.example.org"]}],
             "products": [{"cve_id": "CVE-1", "name": "dotnet-sdk", "min_vulnerable": "8.0.100", "max_vulnerable": "8.0.124", "fixed": "8.0.125"}],
             "packages": [{"cve_id": "CVE-1", "name": "A", "min_vulnerable": "1", "max_vulnerable": "2", "fixed": ""}]}
            """),
        Feed(new ProjectKbFeed(), "project-kb", "statement.yaml",
            "vulnerability_id: CVE-1\nnotes:\n- text: a\n  links: [https://a.example.org]\nartifacts:\n- {id: pkg:maven/a/b@1, affected: true}\n"),
        Feed(new RetireFeed(), "retire-js", "a.json",
            """{"a": {"npmname": "b", "extractors": {}, "vulnerabilities": [{"atOrAbove": "1-*", "below": "2", "excludes": ["1.5"], "severity": "low", "cwe": ["CWE-1"], "identifiers": {"CVE": ["CVE-1"], "retid": "1"}, "info": ["https://nodesecurity.io/advisories/3"]}]}}"""),
        Feed(new NodeSecurityFeed(), "nodejs-security-wg", "7.json",
            """{"id": 7, "title": "t", "overview": "o", "module_name": "a", "cves": ["CVE-1"], "vulnerable_versions": "<=1.0.0 || ^2", "patched_versions": ">=1.0.1"}""",
            """{"1": {"cve": ["CVE-1"], "vulnerable": "14.x || 16.x", "patched": "^14.20.1", "affectedEnvironments": ["win32"], "severity": "low"}}"""),
        Feed(new FriendsOfPhpFeed(), "friends-of-php", "a.yaml",
            "title: t\nlink: https://a.example.org/GHSA-1\ncve: CVE-1\nbranches:\n  1.x:\n    time: 2024-05-02 08:00:00\n    versions: ['>=1.0', '<1.1 || ^2 || 3.*']\nreference: composer://a/b\n"),
        Feed(new RubySecFeed(), "rubysec", "CVE-1.yml",
            "gem: a\nplatform: jruby\ncve: 2024-1\ntitle: t\ndate: 2024-05-01\ncvss_v3: 4.3\npatched_versions:\n- '~> 2.1.3, != 2.2'\nunaffected_versions:\n- '< 1'\n"),
    ];

    /// <summary>The head is given to every feed, as it is for a file that is found.</summary>
    private static FuzzTarget Feed(AdvisoryFeed feed, string name, string path, params string[] seeds) => new(
        name,
        [.. seeds.Select(System.Text.Encoding.UTF8.GetBytes)],
        bytes =>
        {
            foreach (var other in AdvisoryFeeds.All)
                other.Recognises(path, bytes.AsSpan(0, Math.Min(bytes.Length, 4096)));
            feed.Read(new MemoryFileContent(path, bytes), new FeedSink());
        });
}
