namespace Pavior.Core;

/// <summary>The rules of the purl types (purl-spec, types/*.json): which parts are lower-cased or rewritten, and which must be there or not.</summary>
internal static class PackageUrlTypes
{
    public static (string? Namespace, string Name, string? Version) Normalize(
        string type, string? ns, string name, string? version, KeyValuePair<string, string>[] qualifiers) => type switch
    {
        "alpm" or "apk" or "bitbucket" or "bitnami" or "brew" or "composer" or "deb" or "github" or "hex" or "qpkg" =>
            (ns?.ToLowerInvariant(), name.ToLowerInvariant(), version),
        "git" => Git((ns is null ? name : $"{ns}/{name}").ToLowerInvariant(), version),
        "otp" => (ns, name.ToLowerInvariant(), version),
        "pypi" => (ns, name.ToLowerInvariant().Replace('_', '-'), version),
        "rpm" or "npm" => (ns?.ToLowerInvariant(), name, version),
        "huggingface" => (ns, name, version?.ToLowerInvariant()),
        "mlflow" when IsDatabricks(qualifiers) => (ns, name.ToLowerInvariant(), version),
        _ => (ns, name, version),
    };

    /// <summary>The rule of its type that the parts break, for people; null when they break none.</summary>
    public static string? Complaint(string type, string? ns, string name, string? version, KeyValuePair<string, string>[] qualifiers) => type switch
    {
        "swift" or "vscode-extension" when ns is null => $"a package URL of type {type} has a namespace",
        "chrome-extension" or "otp" or "vcpkg" when ns is not null => $"a package URL of type {type} has no namespace",
        "git" when name.Length == 0 => "a package URL has a name",
        "cpan" when name.Contains("::", StringComparison.Ordinal) => "a package URL of type cpan names a distribution, not a module",
        "julia" when !Array.Exists(qualifiers, q => q.Key == "uuid") => "a package URL of type julia has the qualifier uuid",
        "chrome-extension" when !IsChromeExtension(name) => "the name of a chrome-extension is 32 letters from a to p",
        "chrome-extension" when version is not null && !IsChromeVersion(version) => "the version of a chrome-extension is one to four numbers",
        _ => null,
    };

    /// <summary>The first segment is the host; the name is the whole path of the repository there.</summary>
    private static (string? Namespace, string Name, string? Version) Git(string path, string? version)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length > 1 ? (segments[0], string.Join('/', segments[1..]), version) : (null, path.Trim('/'), version);
    }

    /// <summary>MLflow registries differ: Databricks' compare names without case, Azure ML's with it.</summary>
    private static bool IsDatabricks(KeyValuePair<string, string>[] qualifiers) =>
        Array.Exists(qualifiers, q => q.Key == "repository_url" && q.Value.Contains("databricks", StringComparison.OrdinalIgnoreCase));

    private static bool IsChromeExtension(string name) => name.Length == 32 && !name.AsSpan().ContainsAnyExceptInRange('a', 'p');

    private static bool IsChromeVersion(string version)
    {
        var numbers = version.Split('.');
        return numbers.Length <= 4 && Array.TrueForAll(numbers, n => n.Length > 0 && n.All(char.IsAsciiDigit));
    }
}
