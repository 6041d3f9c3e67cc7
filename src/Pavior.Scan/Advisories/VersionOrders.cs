using Pavior.Core;
using Pavior.Scan.Alpine;
using Pavior.Scan.Arch;
using Pavior.Scan.Bitnami;
using Pavior.Scan.Debian;
using Pavior.Scan.DotNet;
using Pavior.Scan.Go;
using Pavior.Scan.Java;
using Pavior.Scan.Php;
using Pavior.Scan.Python;
using Pavior.Scan.Rpm;
using Pavior.Scan.Ruby;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Advisories;

/// <summary>Which order puts the versions of an ecosystem.</summary>
internal static class VersionOrders
{
    /// <summary>Every order there is, each once.</summary>
    public static IReadOnlyList<VersionOrder> All { get; } =
    [
        AlpineVersionOrder.Instance,
        ArchVersionOrder.Instance,
        BitnamiVersionOrder.Instance,
        ComposerVersionOrder.Instance,
        ConanVersionOrder.Instance,
        DebianVersionOrder.Instance,
        DottedVersionOrder.Cran,
        DottedVersionOrder.Hackage,
        GemVersionOrder.Instance,
        GoVersionOrder.Instance,
        MavenVersionOrder.Instance,
        ProgramVersionOrder.Instance,
        NuGetVersionOrder.Instance,
        PubVersionOrder.Instance,
        PythonVersionOrder.Instance,
        RpmVersionOrder.Instance,
        SemanticVersionOrder.Instance,
    ];

    /// <summary>Of an OSV ecosystem, with or without the release behind its colon: <c>AlmaLinux:9</c>. Null when it has no order that is known.</summary>
    public static VersionOrder? Of(string ecosystem)
    {
        var colon = ecosystem.IndexOf(':', StringComparison.Ordinal);
        return (colon < 0 ? ecosystem : ecosystem[..colon]) switch
        {
            "Debian" or "Ubuntu" or "Echo" => DebianVersionOrder.Instance,
            "AlmaLinux" or "Amazon Linux" or "Azure Linux" or "Fedora" or "Mageia" or "openEuler" or "openSUSE" or "openSUSE Leap"
                or "openSUSE Tumbleweed" or "Oracle Linux" or "Photon OS" or "Red Hat" or "Rocky Linux" or "SUSE"
                or "SUSE Linux Enterprise Server" => RpmVersionOrder.Instance,
            "Alpaquita" or "Alpine" or "BellSoft Hardened Containers" or "Chainguard" or "MinimOS" or "Wolfi" => AlpineVersionOrder.Instance,
            "Arch Linux" => ArchVersionOrder.Instance,
            "Bitnami" => BitnamiVersionOrder.Instance,
            "PyPI" => PythonVersionOrder.Instance,
            "Maven" => MavenVersionOrder.Instance,
            "NuGet" => NuGetVersionOrder.Instance,
            "Go" => GoVersionOrder.Instance,
            "RubyGems" => GemVersionOrder.Instance,
            "Packagist" => ComposerVersionOrder.Instance,
            "Pub" => PubVersionOrder.Instance,
            "ConanCenter" => ConanVersionOrder.Instance,
            "CRAN" or "Bioconductor" => DottedVersionOrder.Cran,
            "Hackage" => DottedVersionOrder.Hackage,
            "Homebrew" or Ecosystems.Generic => ProgramVersionOrder.Instance,
            "npm" or "crates.io" or "Hex" or "SwiftURL" or "GitHub Actions" or "Julia" or "Kubernetes" or "VSCode" or "GHC" => SemanticVersionOrder.Instance,
            _ => null,
        };
    }

    /// <summary>Of a purl type; null when it has no order that is known.</summary>
    public static VersionOrder? OfType(string type) => type switch
    {
        "deb" => DebianVersionOrder.Instance,
        "rpm" => RpmVersionOrder.Instance,
        "apk" => AlpineVersionOrder.Instance,
        "alpm" => ArchVersionOrder.Instance,
        "bitnami" => BitnamiVersionOrder.Instance,
        "pypi" => PythonVersionOrder.Instance,
        "maven" => MavenVersionOrder.Instance,
        "nuget" => NuGetVersionOrder.Instance,
        "golang" => GoVersionOrder.Instance,
        "gem" => GemVersionOrder.Instance,
        "composer" => ComposerVersionOrder.Instance,
        "pub" => PubVersionOrder.Instance,
        "conan" => ConanVersionOrder.Instance,
        "cran" => DottedVersionOrder.Cran,
        "hackage" => DottedVersionOrder.Hackage,
        "brew" or "generic" => ProgramVersionOrder.Instance,
        "npm" or "cargo" or "hex" or "swift" or "cocoapods" or "githubactions" or "github" or "julia" or "vscode-extension" => SemanticVersionOrder.Instance,
        _ => null,
    };
}
