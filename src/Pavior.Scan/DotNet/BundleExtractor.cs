using Pavior.Core;
using Pavior.Formats.Executables;
using Pavior.Formats.Pe;

namespace Pavior.Scan.DotNet;

/// <summary>What a single-file .NET application holds: the packages of its dependency manifest or, without one, its assemblies.</summary>
internal static class BundleExtractor
{
    private const int MaxAssembly = 256 << 20;

    /// <summary>Bytes that may be inflated from one bundle to look at its assemblies.</summary>
    private const long MaxInflated = 2L << 30;

    /// <summary>False for a program that is not a bundle.</summary>
    public static bool TryExtract(ExecutableImage image, Extraction into)
    {
        if (BundleReader.TryRead(image) is not { } entries)
            return false;
        var manifests = entries.Where(e => e.Kind == BundleEntry.Manifest || e.Path.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var manifest in manifests)
        {
            var path = $"{image.File.Path}!{manifest.Path}";
            DepsJson.Add(BundleReader.ReadEntry(image.File, manifest, DepsJson.MaxFile), path, new Evidence(path, into.Extractor), into);
        }

        if (manifests.Count == 0)
            AddAssemblies(image.File, entries, into);
        return true;
    }

    private static void AddAssemblies(FileContent file, IReadOnlyList<BundleEntry> entries, Extraction into)
    {
        var budget = MaxInflated;
        foreach (var entry in entries.Where(e => e.Kind == BundleEntry.Assembly))
        {
            var path = $"{file.Path}!{entry.Path}";
            budget -= entry.CompressedSize == 0 ? 0 : entry.Size;
            if (budget < 0)
                throw ParseException.Limit(file.Path, $"assemblies that inflate to more than {MaxInflated} bytes");
            FileContent content = entry.CompressedSize == 0
                ? new FileSlice(path, file, entry.Offset, entry.Size)
                : new MemoryFileContent(path, BundleReader.ReadEntry(file, entry, MaxAssembly));
            if (PeFile.TryRead(content) is { HasCliHeader: true } assembly)
                AssemblyPackages.Add(assembly, into, new Evidence(path, into.Extractor));
        }
    }
}
