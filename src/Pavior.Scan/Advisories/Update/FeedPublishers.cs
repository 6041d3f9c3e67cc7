namespace Pavior.Scan.Advisories.Update;

/// <summary>The list of publishers that <c>db update</c> asks. One more is one more line here, and a feed that reads what it ships.</summary>
internal static class FeedPublishers
{
    private const string OsvBucket = "https://osv-vulnerabilities.storage.googleapis.com/";
    private const string DebianLists = "https://salsa.debian.org/security-tracker-team/security-tracker/-/raw/master/data/";
    private const string Photon = "https://packages.vmware.com/photon/photon_cve_metadata/cve_data_photon";

    public static IReadOnlyList<FeedPublisher> All { get; } =
    [
        FeedPublisher.Of("kev", "CISA, known exploited vulnerabilities", new FeedPart(
            "known_exploited_vulnerabilities.json", "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json")),
        FeedPublisher.Of("epss", "FIRST, exploit prediction", new FeedPart("epss_scores.csv.gz", "https://epss.empiricalsecurity.com/epss_scores-current.csv.gz")),
        Osv("npm", "npm"),
        Osv("pypi", "PyPI"),
        Osv("maven", "Maven"),
        Osv("nuget", "NuGet"),
        Osv("go", "Go"),
        Osv("crates", "crates.io"),
        Osv("rubygems", "RubyGems"),
        Osv("packagist", "Packagist"),
        Osv("hex", "Hex"),
        Osv("pub", "Pub"),
        Osv("swift", "SwiftURL"),
        Osv("conan", "ConanCenter"),
        Osv("cran", "CRAN"),
        Osv("hackage", "Hackage"),
        Osv("github-actions", "GitHub Actions"),
        Osv("bitnami", "Bitnami"),
        Osv("vscode", "VSCode"),
        FeedPublisher.Of(
            "debian",
            "Debian security tracker",
            new FeedPart("tracker.json", "https://security-tracker.debian.org/tracker/data/json"),
            new FeedPart("dsa.list", DebianLists + "DSA/list"),
            new FeedPart("dla.list", DebianLists + "DLA/list")),
        Osv("ubuntu", "Ubuntu"),
        new FeedPublisher("alpine", "Alpine security database", AlpineIndex.FindAsync),
        new FeedPublisher("red-hat", "Red Hat CSAF VEX", RedHatArchive.FindAsync),
        Osv("almalinux", "AlmaLinux"),
        Osv("rocky", "Rocky Linux"),
        Osv("suse", "SUSE"),
        Osv("opensuse", "openSUSE"),
        Osv("azure-linux", "Azure Linux"),
        Osv("mageia", "Mageia"),
        Osv("openeuler", "openEuler"),
        new FeedPublisher("amazon", "Amazon Linux advisories", AmazonRepositories.FindAsync),
        FeedPublisher.Of(
            "photon",
            "Photon OS",
            new FeedPart("3.0.json", Photon + "3.0.json", IsOptional: true),
            new FeedPart("4.0.json", Photon + "4.0.json", IsOptional: true),
            new FeedPart("5.0.json", Photon + "5.0.json")),
        FeedPublisher.Of("arch", "Arch Linux security tracker", new FeedPart("all.json", "https://security.archlinux.org/all.json")),
        FeedPublisher.Of("retirejs", "RetireJS", new FeedPart(
            "npmrepository.json", "https://raw.githubusercontent.com/RetireJS/retire.js/master/repository/npmrepository.json")),
        FeedPublisher.Of("wolfi", "Wolfi security database", new FeedPart("security.json", "https://packages.wolfi.dev/os/security.json")) with { OnRequest = true },
    ];

    /// <summary>An ecosystem's export at osv.dev: GitHub's advisories, the ecosystem's own and those of malicious packages.</summary>
    private static FeedPublisher Osv(string id, string ecosystem) =>
        FeedPublisher.Of($"osv-{id}", $"OSV, {ecosystem}", new FeedPart("all.zip", $"{OsvBucket}{Uri.EscapeDataString(ecosystem)}/all.zip"));
}
