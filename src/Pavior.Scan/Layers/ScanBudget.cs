using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>
/// What all layers of one image, or all files of one folder, together may leave in memory. Beyond it the target is refused as a whole:
/// they are read side by side, so that a gap would stand in another place each time.
/// </summary>
internal sealed class ScanBudget
{
    /// <summary>Entries of all layers; the largest public images stay below two million.</summary>
    private const int MaxEntries = 4_000_000;

    /// <summary>Symbolic links, whiteouts and opaque folders, which are kept by name.</summary>
    private const int MaxNames = 500_000;

    /// <summary>Packages, in every layer that lists them.</summary>
    private const int MaxPackages = 200_000;

    /// <summary>Bytes of the lists of files that packages own.</summary>
    private const long MaxFileLists = 96L * 1024 * 1024;

    private int _entries;
    private int _names;
    private int _packages;
    private long _fileLists;

    /// <exception cref="SourceException">The image holds too many.</exception>
    public void TakeEntries(int count) => Check(Interlocked.Add(ref _entries, count), MaxEntries, "entries");

    /// <exception cref="SourceException">The image holds too many.</exception>
    public void TakeNames(int count) => Check(Interlocked.Add(ref _names, count), MaxNames, "links and whiteouts");

    /// <exception cref="SourceException">The image holds too many packages, or too long file lists.</exception>
    public void Take(IReadOnlyList<Extraction> found)
    {
        foreach (var extraction in found)
        {
            Check(Interlocked.Add(ref _packages, extraction.Packages.Count), MaxPackages, "packages");
            var bytes = extraction.Owned.Sum(o => (long)o.Files.Utf8Lines.Length) + extraction.Packages.Sum(p => (long)p.Files.Utf8Lines.Length);
            Check(Interlocked.Add(ref _fileLists, bytes), MaxFileLists, "bytes of file lists");
        }
    }

    /// <summary>Takes what a layer left that was read in an earlier scan.</summary>
    /// <exception cref="SourceException">The image holds too many.</exception>
    public void Take(LayerResult layer)
    {
        TakeEntries(layer.Paths.Length);
        TakeNames(layer.Links.Count + layer.HardLinks.Count + layer.Whiteouts.Count + layer.OpaqueFolders.Count);
        foreach (var found in layer.Extractions.Values)
            Take(found);
    }

    private static void Check(long taken, long limit, string what)
    {
        if (taken > limit)
            throw new SourceException($"the target holds more than {limit} {what}, too many to be kept in memory");
    }
}
