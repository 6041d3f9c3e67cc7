using Pavior.Core;

namespace Pavior.Reports.Text;

/// <summary>Headings under which reports for people list packages, by purl type.</summary>
internal static class Ecosystems
{
    /// <summary>Distribution packages first, then languages by title; programs without package database last.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<Package> Packages)> Of(IReadOnlyList<Package> packages) =>
        packages
            .GroupBy(p => Title(p.Purl.Type), StringComparer.Ordinal)
            .OrderBy(g => Rank(g.First().Purl.Type))
            .ThenBy(g => g.Key, StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.Key, (IReadOnlyList<Package>)g.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Purl).ToArray()))
            .ToArray();

    public static string Title(string type) => Known(type) ?? type;

    /// <summary>False for a type of package that no extractor and no feed of ours knows.</summary>
    public static bool HasTitle(string type) => Known(type) is not null;

    private static string? Known(string type) => type switch
    {
        "deb" => "Debian packages",
        "apk" => "Alpine packages",
        "rpm" => "RPM packages",
        "alpm" => "Arch packages",
        "npm" => "npm",
        "pypi" => "Python",
        "maven" => "Java",
        "golang" => "Go",
        "cargo" => "Rust",
        "nuget" => ".NET",
        "gem" => "Ruby",
        "composer" or "pear" => "PHP",
        "conda" => "Conda",
        "conan" or "vcpkg" => "C and C++",
        "hex" or "otp" => "Erlang and Elixir",
        "pub" => "Dart",
        "swift" or "cocoapods" => "Swift",
        "cran" => "R",
        "julia" => "Julia",
        "hackage" => "Haskell",
        "luarocks" => "Lua",
        "opam" => "OCaml",
        "cpan" => "Perl",
        "bitnami" => "Bitnami",
        "github" or "githubactions" => "GitHub",
        "huggingface" or "mlflow" => "Models",
        "jsr" => "JSR",
        "oci" => "Container images",
        "wordpress-plugin" or "wordpress-theme" => "WordPress",
        "vscode-extension" or "chrome-extension" => "Extensions",
        "generic" => "Programs",
        _ => null,
    };

    private static int Rank(string type) => type switch
    {
        "deb" or "apk" or "rpm" or "alpm" => 0,
        "generic" => 2,
        _ => 1,
    };
}
