using Pavior.Core;

namespace Pavior.Reports.Text;

/// <summary>Headings under which reports for people list packages, by purl type.</summary>
internal static class Ecosystems
{
    public const string Programs = "Programs";

    private const string UnnamedJars = "Java, without coordinates";

    private const string Applications = "Applications";

    /// <summary>Distribution packages first, then languages by title; programs without package database last.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<Package> Packages)> Of(IReadOnlyList<Package> packages) => Grouped(packages, static p => p);

    /// <summary>The same for what tells of a package: groups in the order of their titles, and within one by name.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<T> Members)> Grouped<T>(IEnumerable<T> all, Func<T, Package> package) =>
        all
            .GroupBy(each => Title(package(each)), StringComparer.Ordinal)
            .OrderBy(g => Rank(package(g.First())))
            .ThenBy(g => g.Key, StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.Key, (IReadOnlyList<T>)g.OrderBy(each => package(each).Name, StringComparer.OrdinalIgnoreCase).ThenBy(each => package(each).Purl).ToArray()))
            .ToArray();

    public static string Title(Package package) =>
        package.IsApplication ? Applications : package.IsUnnamedJar ? UnnamedJars : Title(package.Purl.Type);

    /// <summary>What a person has to know of everything under a title; empty for most.</summary>
    public static string Note(string title) => title == UnnamedJars ? "no advisory can match them" : "";

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
        "brew" => "Homebrew",
        "github" or "githubactions" => "GitHub",
        "huggingface" or "mlflow" => "Models",
        "jsr" => "JSR",
        "oci" => "Container images",
        "wordpress-plugin" or "wordpress-theme" => "WordPress",
        "vscode-extension" or "chrome-extension" => "Extensions",
        "generic" => Programs,
        _ => null,
    };

    private static int Rank(Package package) => package.Purl.Type switch
    {
        "deb" or "apk" or "rpm" or "alpm" => 0,
        _ when package.IsApplication => 3,
        "generic" when !package.IsUnnamedJar => 2,
        _ => 1,
    };
}
