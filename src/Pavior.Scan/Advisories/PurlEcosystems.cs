using Pavior.Core;

namespace Pavior.Scan.Advisories;

/// <summary>Where the words of package URLs and of advisories meet: purl types have OSV ecosystems, and a purl has a name in its ecosystem.</summary>
internal static class PurlEcosystems
{
    /// <summary>Products that no ecosystem publishes, by the name of their purl (<c>pkg:generic/node</c>): OSV knows none for them.</summary>
    public const string Generic = "generic";

    /// <summary>Of a language's packages; null for a type that OSV has no ecosystem for, and for distributions, where the release counts.</summary>
    public static string? Of(string type) => type switch
    {
        "bitnami" => "Bitnami",
        "brew" => "Homebrew",
        "cargo" => "crates.io",
        "composer" => "Packagist",
        "conan" => "ConanCenter",
        "cran" => "CRAN",
        "gem" => "RubyGems",
        "generic" => Generic,
        "githubactions" => "GitHub Actions",
        "golang" => "Go",
        "hackage" => "Hackage",
        "hex" => "Hex",
        "maven" => "Maven",
        "npm" => "npm",
        "nuget" => "NuGet",
        "pub" => "Pub",
        "pypi" => "PyPI",
        "swift" => "SwiftURL",
        "vscode-extension" => "VSCode",
        _ => null,
    };

    /// <summary>The package's name as advisories of its ecosystem spell it: <c>group:artifact</c> for Maven, else the path.</summary>
    public static string NameOf(PackageUrl purl) => purl.Namespace is null ? purl.Name : $"{purl.Namespace}{(purl.Type == "maven" ? ':' : '/')}{purl.Name}";
}
