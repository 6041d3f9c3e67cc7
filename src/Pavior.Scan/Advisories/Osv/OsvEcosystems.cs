using System.Buffers;

namespace Pavior.Scan.Advisories.Osv;

/// <summary>What is to be known of the ecosystems that OSV records name (ossf.github.io/osv-schema, "Defined ecosystems").</summary>
internal static class OsvEcosystems
{
    private static readonly SearchValues<char> Number = SearchValues.Create("0123456789.");

    /// <summary>Distributions whose records name source packages.</summary>
    private static readonly HashSet<string> OfSources = new(StringComparer.Ordinal)
    {
        "Alpaquita", "Alpine", "BellSoft Hardened Containers", "Chainguard", "Debian", "Docker Hardened Images", "Echo", "Mageia", "MinimOS",
        "Rocky Linux", "Ubuntu", "Wolfi",
    };

    /// <summary>Distributions whose records name binary packages.</summary>
    private static readonly HashSet<string> OfBinaries = new(StringComparer.Ordinal)
    {
        "AlmaLinux", "Azure Linux", "openEuler", "openSUSE", "Photon OS", "Red Hat", "SUSE",
    };

    /// <summary>
    /// The name with the release as Pavior writes it: <c>Ubuntu:22.04:LTS</c> and <c>Ubuntu:Pro:22.04:LTS</c> are one release,
    /// <c>Red Hat:enterprise_linux:9::appstream</c> is <c>Red Hat:9</c>, and a Maven repository is no release.
    /// </summary>
    public static string Canonical(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return name;
        return name.AsSpan(0, colon) switch
        {
            "Maven" => "Maven",
            "Ubuntu" => Ubuntu(name, name.AsSpan(colon + 1)),
            "Red Hat" => RedHat(name, name.AsSpan(colon + 1)),
            _ => name,
        };
    }

    public static bool NamesSources(string ecosystem) => OfSources.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Family(ecosystem));

    public static bool IsDistribution(string ecosystem) =>
        NamesSources(ecosystem) || OfBinaries.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Family(ecosystem));

    /// <summary>The name without the release.</summary>
    public static ReadOnlySpan<char> Family(string ecosystem)
    {
        var colon = ecosystem.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ecosystem : ecosystem.AsSpan(0, colon);
    }

    private static string Ubuntu(string name, ReadOnlySpan<char> release)
    {
        if (release.StartsWith("Pro:"))
            release = release[4..];
        if (release.EndsWith(":LTS"))
            release = release[..^4];
        // FIPS and realtime kernels are products of their own.
        return release.ContainsAnyExcept(Number) ? name : $"Ubuntu:{release}";
    }

    private static string RedHat(string name, ReadOnlySpan<char> product)
    {
        const string Main = "enterprise_linux:";
        if (!product.StartsWith(Main))
            return name;
        var release = product[Main.Length..];
        var end = release.IndexOfAnyExceptInRange('0', '9');
        return end == 0 ? name : $"Red Hat:{(end < 0 ? release : release[..end])}";
    }
}
