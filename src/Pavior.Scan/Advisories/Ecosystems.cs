using System.Buffers;
using Pavior.Core;

namespace Pavior.Scan.Advisories;

/// <summary>The names under which advisories and packages of an ecosystem meet: those of the OSV schema, in one spelling each.</summary>
internal static class Ecosystems
{
    /// <summary>Programs that no ecosystem publishes, by the name of their purl (<c>pkg:generic/node</c>): OSV has no word for them.</summary>
    public const string Generic = "generic";

    private static readonly SearchValues<char> ReleaseNumber = SearchValues.Create("0123456789.");

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
        ["brew"] = "Homebrew",
        ["vscode-extension"] = "VSCode",
        ["generic"] = Generic,
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

    /// <summary>
    /// One spelling for names that feeds write differently: <c>Ubuntu:22.04:LTS</c> and <c>Ubuntu:Pro:22.04:LTS</c> are
    /// <c>Ubuntu:22.04</c>, <c>Red Hat:enterprise_linux:9::appstream</c> is <c>Red Hat:9</c>, and a Maven repository is no release.
    /// </summary>
    public static string Canonical(string osv)
    {
        var colon = osv.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return osv;
        var release = osv.AsSpan(colon + 1);
        return osv.AsSpan(0, colon) switch
        {
            "Maven" => "Maven",
            "Packagist" => "Packagist",
            "Ubuntu" => Ubuntu(osv, release),
            "Red Hat" => RedHat(osv, release),
            "openSUSE" or "SUSE" => Suse(osv, release),
            _ => osv,
        };
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

    /// <summary>The name of a language package as advisories of its ecosystem spell it: <c>group:artifact</c> for Maven, else the path.</summary>
    public static string NameOf(PackageUrl purl) => purl.Namespace is null ? purl.Name : $"{purl.Namespace}{(purl.Type == "maven" ? ':' : '/')}{purl.Name}";

    private static string Ubuntu(string osv, ReadOnlySpan<char> release)
    {
        if (release.StartsWith("Pro:"))
            release = release[4..];
        if (release.EndsWith(":LTS"))
            release = release[..^4];
        // Kernels for FIPS and for real time are products of their own.
        return release.IsEmpty || release.ContainsAnyExcept(ReleaseNumber) ? osv : $"Ubuntu:{release}";
    }

    private static string RedHat(string osv, ReadOnlySpan<char> product)
    {
        const string Main = "enterprise_linux:";
        if (!product.StartsWith(Main))
            return osv;
        var release = product[Main.Length..];
        var end = release.IndexOfAnyExceptInRange('0', '9');
        return end == 0 || release.IsEmpty ? osv : $"Red Hat:{(end < 0 ? release : release[..end])}";
    }

    /// <summary><c>openSUSE:Leap 15.4</c>; <c>SUSE:Linux Enterprise Server 15 SP5</c>, whose packages are also listed by module.</summary>
    private static string Suse(string osv, ReadOnlySpan<char> product)
    {
        if (product is "Tumbleweed")
            return "openSUSE Tumbleweed";
        if (product.StartsWith("Leap ") && !product[5..].ContainsAnyExcept(ReleaseNumber))
            return $"openSUSE Leap:{product[5..]}";
        var isServer = product.StartsWith("Linux Enterprise Server ") || product.StartsWith("Linux Enterprise Module for ");
        var pack = product.LastIndexOf(" SP");
        if (!isServer || pack < 0 || product[(pack + 3)..].ContainsAnyExcept(ReleaseNumber))
            return osv;
        var release = product[(product[..pack].LastIndexOf(' ') + 1)..pack];
        return release.ContainsAnyExcept(ReleaseNumber) ? osv : $"SUSE Linux Enterprise Server:{release}.{product[(pack + 3)..]}";
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
