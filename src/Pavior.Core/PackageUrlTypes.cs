namespace Pavior.Core;

/// <summary>Normalisation rules per purl type (purl-spec, types/*.json): which parts are lower-cased or rewritten.</summary>
internal static class PackageUrlTypes
{
    public static (string? Namespace, string Name, string? Version) Normalize(string type, string? ns, string name, string? version) => type switch
    {
        "alpm" or "apk" or "bitbucket" or "bitnami" or "composer" or "deb" or "github" or "hex" or "qpkg" =>
            (ns?.ToLowerInvariant(), name.ToLowerInvariant(), version),
        "pypi" => (ns, name.ToLowerInvariant().Replace('_', '-'), version),
        "rpm" => (ns?.ToLowerInvariant(), name, version),
        "npm" => (ns?.ToLowerInvariant(), name, version),
        "huggingface" => (ns, name, version?.ToLowerInvariant()),
        _ => (ns, name, version),
    };
}
