using Pavior.Core;

namespace Pavior.Scan.Assembly;

/// <summary>Puts the distribution into the purls of its packages: their database does not say where it lies.</summary>
internal static class DistributionPurls
{
    public static bool IsDistributionType(string type) => type is "deb" or "rpm" or "apk" or "alpm";

    public static Package Complete(Package package, Distribution? distribution)
    {
        if (distribution is null || !IsDistributionType(package.Purl.Type) || package.Purl.Namespace is not null)
            return package;
        var qualifiers = package.Purl.Qualifiers.Append(new("distro", distribution.PurlQualifier));
        return package with
        {
            Purl = new PackageUrl(package.Purl.Type, distribution.Id, package.Purl.Name, package.Purl.Version, qualifiers, package.Purl.Subpath),
        };
    }
}
