using Pavior.Core;
using Pavior.Formats.Executables;
using Pavior.Formats.Pe;

namespace Pavior.Scan.DotNet;

/// <summary>What a single-file .NET application holds: the packages of its dependency manifest or, without one, its assemblies.</summary>
internal static class BundleExtractor
{
    /// <summary>Bytes of an assembly that has to be inflated to be looked at.</summary>
    private const int MaxAssembly = 48 << 20;

    /// <summary>Bytes that may be inflated from one bundle.</summary>
    private const long MaxInflated = 1L << 30;

    /// <summary>Dependency manifests of one bundle; there is one.</summary>
    private const int MaxManifests = 16;

    /// <summary>False for a program that is not a bundle.</summary>
    public static bool TryExtract(ExecutableImage image, Extraction into)
    {
        if (BundleReader.TryRead(image) is not { } entries)
            return false;
        var manifests = entries.Where(e => e.Kind == BundleEntry.Manifest || e.Path.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase)).ToList();
        if (manifests.Count > MaxManifests)
            throw ParseException.Limit(image.File.Path, $"more than {MaxManifests} dependency manifests in one bundle");
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
            budget -= entry.CompressedSize == 0 ? 0 : entry.Size;
            if (budget < 0)
                throw ParseException.Limit(file.Path, $"assemblies that inflate to more than {MaxInflated} bytes");
            try
            {
                AddAssembly(file, entry, into);
            }
            catch (ParseException bad)
            {
                into.Add(bad.AsGap());
            }
        }
    }

    private static void AddAssembly(FileContent file, BundleEntry entry, Extraction into)
    {
        var path = $"{file.Path}!{entry.Path}";
        if (entry.CompressedSize > 0 && entry.Size > MaxAssembly)
            throw ParseException.Limit(path, $"an assembly of {entry.Size} bytes, more than {MaxAssembly}");
        FileContent content = entry.CompressedSize == 0
            ? new FileSlice(path, file, entry.Offset, entry.Size)
            : new MemoryFileContent(path, BundleReader.ReadEntry(file, entry, (int)entry.Size));
        if (PeFile.TryRead(content) is { HasCliHeader: true } assembly)
            AssemblyPackages.Add(assembly, into, new Evidence(path, into.Extractor));
    }
}
