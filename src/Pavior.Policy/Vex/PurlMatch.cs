using Pavior.Core;

namespace Pavior.Policy.Vex;

/// <summary>
/// Whether the package URL of a statement names a package: what it leaves out may be anything (OpenVEX 0.2.0, "Product and subcomponent
/// matching"). Qualifiers that say where a package was got from do not count where the package does not know it.
/// </summary>
internal static class PurlMatch
{
    public static bool Names(PackageUrl stated, Package package)
    {
        var purl = package.Purl;
        if (stated.Type != purl.Type || !SameNamespace(stated, purl))
            return false;
        if (IsSource(stated))
        {
            return package.Source is { } source && stated.Name == source.Name
                && (stated.Version is null || SameVersion(stated, source.Version.Length > 0 ? source.Version : purl.Version, purl))
                && SameQualifiers(stated, purl, withArchitecture: false);
        }

        return stated.Name == purl.Name && (stated.Version is null || SameVersion(stated, purl.Version, purl)) && SameQualifiers(stated, purl, withArchitecture: true)
            && (stated.Subpath is null || stated.Subpath == purl.Subpath);
    }

    /// <summary>Distributions name what they build a package from with this architecture.</summary>
    private static bool IsSource(PackageUrl stated) => (stated.Type, stated.Qualifier("arch")) is ("deb", "source") or ("rpm", "src");

    /// <summary>A distribution's packages come from SBOMs without namespace, too.</summary>
    private static bool SameNamespace(PackageUrl stated, PackageUrl purl) =>
        stated.Namespace == purl.Namespace || (stated.Namespace is null && purl.Type is "deb" or "rpm" or "apk" or "alpm");

    /// <summary>The epoch of an rpm may stand in the version or beside it.</summary>
    private static bool SameVersion(PackageUrl stated, string? version, PackageUrl purl) =>
        stated.Version == version || (purl.Type == "rpm" && WithEpoch(stated.Version!, stated) == WithEpoch(version ?? "", purl));

    private static string WithEpoch(string version, PackageUrl purl) =>
        version.Contains(':', StringComparison.Ordinal) ? version.StartsWith("0:", StringComparison.Ordinal) ? version[2..] : version
        : purl.Qualifier("epoch") is { } epoch and not "0" ? $"{epoch}:{version}"
        : version;

    private static bool SameQualifiers(PackageUrl stated, PackageUrl purl, bool withArchitecture)
    {
        foreach (var (key, value) in stated.Qualifiers)
        {
            var own = purl.Qualifier(key);
            var same = key switch
            {
                "epoch" => true,
                "arch" => !withArchitecture || own == value || value is "all" or "noarch" || own is "all" or "noarch" or null,
                "distro" => own is null || IsDistribution(value, own),
                "repository_url" or "repository_id" or "download_url" or "vcs_url" or "file_name" or "checksum" or "upstream" => own is null || own == value,
                _ => own == value,
            };
            if (!same)
                return false;
        }

        return true;
    }

    /// <summary><c>debian-12</c> and <c>debian-12.13</c> are one release, and <c>debian</c> is each of them.</summary>
    private static bool IsDistribution(string stated, string own) =>
        stated == own || IsPrefix(stated, own) || IsPrefix(own, stated);

    private static bool IsPrefix(string shorter, string longer) =>
        longer.Length > shorter.Length && longer.StartsWith(shorter, StringComparison.Ordinal) && longer[shorter.Length] is '.' or '-';
}
