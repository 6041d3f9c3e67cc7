using Pavior.Core;

namespace Pavior.Scan.Sbom;

/// <summary>The identity of a package that a document names, with or without a purl.</summary>
internal static class SbomPurl
{
    /// <summary>A package without purl is one of type generic: named, but of no known ecosystem. Null when there is no name either.</summary>
    public static PackageUrl? Of(string? purl, string? group, string? name, string? version, out bool isNamed)
    {
        isNamed = PackageUrl.TryParse(purl, out var known);
        if (isNamed)
            return known;
        return string.IsNullOrEmpty(name) ? null : new PackageUrl("generic", group, name, version);
    }
}
