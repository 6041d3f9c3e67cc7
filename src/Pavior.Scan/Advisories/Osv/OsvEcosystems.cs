namespace Pavior.Scan.Advisories.Osv;

/// <summary>What is to be known of the ecosystems that OSV records name (ossf.github.io/osv-schema, "Defined ecosystems").</summary>
internal static class OsvEcosystems
{
    /// <summary>Distributions whose records name source packages.</summary>
    private static readonly HashSet<string> OfSources = new(StringComparer.Ordinal)
    {
        "Alpaquita", "Alpine", "BellSoft Hardened Containers", "Chainguard", "Debian", "Docker Hardened Images", "Echo", "Mageia", "MinimOS",
        "Rocky Linux", "Ubuntu", "Wolfi",
    };

    /// <summary>Distributions whose records name binary packages.</summary>
    private static readonly HashSet<string> OfBinaries = new(StringComparer.Ordinal)
    {
        "AlmaLinux", "Azure Linux", "openEuler", "openSUSE", "openSUSE Leap", "openSUSE Tumbleweed", "Photon OS", "Red Hat", "SUSE",
        "SUSE Linux Enterprise Server",
    };

    public static bool NamesSources(string ecosystem) => OfSources.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Family(ecosystem));

    public static bool IsDistribution(string ecosystem) =>
        NamesSources(ecosystem) || OfBinaries.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Family(ecosystem));

    /// <summary>The name without the release.</summary>
    public static ReadOnlySpan<char> Family(string ecosystem)
    {
        var colon = ecosystem.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ecosystem : ecosystem.AsSpan(0, colon);
    }
}
