using Pavior.Core;
using Pavior.Scan.Layers;

namespace Pavior.Scan.Go;

/// <summary>Joins what go.sum and go.mod of a folder say.</summary>
internal static class GoSums
{
    /// <summary>
    /// The packages without those of go.sum, except where the go.mod beside it leaves out indirect modules (before Go 1.17)
    /// and does not name the module itself.
    /// </summary>
    public static IEnumerable<Package> Complete(IReadOnlyCollection<Package> packages)
    {
        var named = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var package in packages)
        {
            if (package.Evidence.FirstOrDefault(e => e.Extractor == GoModExtractor.Id) is not { } evidence
                || !package.Properties.ContainsKey(GoModExtractor.IncompleteProperty))
            {
                continue;
            }

            var folder = TarPaths.Folder(evidence.Path);
            if (!named.TryGetValue(folder, out var names))
                named[folder] = names = new HashSet<string>(StringComparer.Ordinal);
            names.Add(package.Name);
        }

        return packages.Where(p => p.Evidence.FirstOrDefault(e => e.Extractor == GoSumExtractor.Id) is not { } sum
            || (named.TryGetValue(TarPaths.Folder(sum.Path), out var names) && !names.Contains(p.Name)));
    }
}
