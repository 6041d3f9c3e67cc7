using Pavior.Core;
using Pavior.Scan.Layers;

namespace Pavior.Scan.DotNet;

/// <summary>Drops guesses from assemblies that a dependency manifest beside or above them accounts for.</summary>
internal static class CoveredAssemblies
{
    /// <summary>
    /// The packages without those known only by an assembly whose folder, or one above it, has a dependency manifest among the evidence:
    /// such a folder is published output, and the manifest is complete.
    /// </summary>
    public static IEnumerable<Package> Drop(IReadOnlyCollection<Package> packages)
    {
        var folders = packages
            .SelectMany(p => p.Evidence)
            .Where(e => e.Extractor == DepsJsonExtractor.Id)
            .Select(e => TarPaths.Folder(e.Path))
            .ToHashSet(StringComparer.Ordinal);
        return packages.Where(p => !p.Properties.ContainsKey(AssemblyPackages.AssemblyProperty) || !p.Evidence.All(e => IsCovered(e.Path, folders)));
    }

    private static bool IsCovered(string path, HashSet<string> folders)
    {
        var folder = TarPaths.Folder(path);
        if (folders.Contains(folder))
            return true;
        while (folder.Length > 0)
        {
            folder = TarPaths.Folder(folder);

            // A manifest in the root folder speaks for the files beside it, not for the whole image.
            if (folder.Length > 0 && folders.Contains(folder))
                return true;
        }

        return false;
    }
}
