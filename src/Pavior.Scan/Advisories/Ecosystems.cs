namespace Pavior.Scan.Advisories;

/// <summary>The names under which advisories and packages of an ecosystem meet: those of the OSV schema, in one spelling each.</summary>
internal static class Ecosystems
{
    /// <summary>By purl type, for ecosystems without releases.</summary>
    private static readonly Dictionary<string, string> ByType = new(StringComparer.Ordinal)
    {
        ["npm"] = "npm",
        ["pypi"] = "PyPI",
        ["maven"] = "Maven",
        ["golang"] = "Go",
        ["cargo"] = "crates.io",
        ["nuget"] = "NuGet",
        ["gem"] = "RubyGems",
        ["composer"] = "Packagist",
        ["hex"] = "Hex",
        ["pub"] = "Pub",
        ["swift"] = "SwiftURL",
        ["cran"] = "CRAN",
        ["hackage"] = "Hackage",
        ["bitnami"] = "Bitnami",
        ["githubactions"] = "GitHub Actions",
        ["conan"] = "ConanCenter",
    };

    /// <summary>By <c>ID</c> of os-release: the OSV name, and how much of <c>VERSION_ID</c> tells the release.</summary>
    private static readonly Dictionary<string, (string Name, ReleasePart Part)> ByDistribution = new(StringComparer.Ordinal)
    {
        ["debian"] = ("Debian", ReleasePart.Major),
        ["ubuntu"] = ("Ubuntu", ReleasePart.MajorMinor),
        ["alpine"] = ("Alpine", ReleasePart.AlpineBranch),
        ["wolfi"] = ("Wolfi", ReleasePart.None),
        ["chainguard"] = ("Chainguard", ReleasePart.None),
        ["almalinux"] = ("AlmaLinux", ReleasePart.Major),
        ["rocky"] = ("Rocky Linux", ReleasePart.Major),
        ["rhel"] = ("Red Hat", ReleasePart.Major),
        ["centos"] = ("Red Hat", ReleasePart.Major),
        ["fedora"] = ("Fedora", ReleasePart.Major),
        ["ol"] = ("Oracle Linux", ReleasePart.Major),
        ["amzn"] = ("Amazon Linux", ReleasePart.Major),
        ["sles"] = ("SUSE Linux Enterprise Server", ReleasePart.MajorMinor),
        ["opensuse-leap"] = ("openSUSE Leap", ReleasePart.MajorMinor),
        ["opensuse-tumbleweed"] = ("openSUSE Tumbleweed", ReleasePart.None),
        ["azurelinux"] = ("Azure Linux", ReleasePart.Major),
        ["mariner"] = ("Azure Linux", ReleasePart.Major),
        ["photon"] = ("Photon OS", ReleasePart.MajorMinor),
        ["arch"] = ("Arch Linux", ReleasePart.None),
    };

    /// <summary>Types of package URLs whose ecosystem has a name here.</summary>
    public static IEnumerable<string> Types => ByType.Keys;

    private enum ReleasePart
    {
        None,
        Major,
        MajorMinor,
        AlpineBranch,
    }

    /// <summary>One spelling for names that feeds write differently: <c>Ubuntu:22.04:LTS</c> is <c>Ubuntu:22.04</c>.</summary>
    public static string Canonical(string osv)
    {
        if (osv.StartsWith("Ubuntu:", StringComparison.Ordinal) && osv.EndsWith(":LTS", StringComparison.Ordinal))
            return osv[..^":LTS".Length];
        return osv.StartsWith("Packagist:", StringComparison.Ordinal) || osv.StartsWith("Maven:", StringComparison.Ordinal)
            ? osv[..osv.IndexOf(':', StringComparison.Ordinal)]
            : osv;
    }

    /// <summary>The ecosystem of a language package; null for types that no feed speaks of.</summary>
    public static string? OfType(string type) => ByType.GetValueOrDefault(type);

    /// <summary>The ecosystem of a distribution's packages; null for distributions that no feed speaks of.</summary>
    /// <param name="id">As in os-release.</param>
    /// <param name="version">As in os-release; may be empty.</param>
    public static string? OfDistribution(string id, string version)
    {
        if (!ByDistribution.TryGetValue(id, out var known))
            return null;
        if (known.Part == ReleasePart.None)
            return known.Name;
        if (version.Length == 0 || !char.IsAsciiDigit(version[0]))
            return id switch
            {
                // A release without a number yet is the one being made.
                "debian" => "Debian:unstable",
                "alpine" => "Alpine:edge",
                _ => null,
            };
        return known.Part switch
        {
            ReleasePart.Major => $"{known.Name}:{Parts(version, 1)}",
            ReleasePart.AlpineBranch => $"{known.Name}:v{Parts(version, 2)}",
            _ => $"{known.Name}:{Parts(version, 2)}",
        };
    }

    private static string Parts(string version, int count)
    {
        var end = 0;
        for (var part = 0; part < count && end < version.Length; part++)
        {
            var dot = version.IndexOf('.', Math.Min(version.Length, end + (part == 0 ? 0 : 1)));
            end = dot < 0 ? version.Length : dot;
        }

        return version[..end];
    }
}
