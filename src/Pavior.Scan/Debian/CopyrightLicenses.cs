using Pavior.Core;
using Pavior.Scan.Layers;

namespace Pavior.Scan.Debian;

/// <summary>Gives the licences of copyright files to the packages whose documentation folder they lie in, or are linked from.</summary>
internal static class CopyrightLicenses
{
    /// <param name="packages">What was found; packages that state licences themselves keep those.</param>
    /// <param name="stated">Licences by the path of the copyright file.</param>
    /// <param name="link">The target of the link at a path, or null: packages of one source share a folder or a file.</param>
    public static void Attach(List<Package> packages, IReadOnlyDictionary<string, IReadOnlyList<string>> stated, Func<string, string?> link)
    {
        if (stated.Count == 0)
            return;
        for (var i = 0; i < packages.Count; i++)
        {
            var package = packages[i];
            if (package.Purl.Type != "deb" || package.Licenses.Count > 0 || package.Purl.Name.Contains('/', StringComparison.Ordinal))
                continue;
            var path = CopyrightExtractor.PathOf(package.Purl.Name);
            if (stated.TryGetValue(path, out var licenses) || (TarPaths.Follow(path, link) is { } real && stated.TryGetValue(real, out licenses)))
                packages[i] = package with { Licenses = licenses };
        }
    }
}
