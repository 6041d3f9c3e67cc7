using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>
/// What all layers of one image, or all files of one folder, together may leave in memory. Beyond it the target is refused as a whole:
/// they are read side by side, so that a gap would stand in another place each time.
/// </summary>
/// <param name="share">Into how many parts the whole is divided, of which this is one.</param>
internal sealed class ScanBudget(int share = 1)
{
    /// <summary>Entries of all layers; the largest public images stay below two million.</summary>
    private const int MaxEntries = 4_000_000;

    /// <summary>Symbolic links, whiteouts and opaque folders, which are kept by name.</summary>
    private const int MaxNames = 500_000;

    /// <summary>Folders above what is kept by name, in every layer.</summary>
    private const int MaxFolders = 400_000;

    /// <summary>
    /// Looks at what is kept by name, of 64 characters each, to find places and to drop what lies below a replaced folder, in all layers.
    /// Public images need some hundred thousand.
    /// </summary>
    private const long MaxLooks = 40_000_000;

    /// <summary>Packages, in every layer that lists them.</summary>
    private const int MaxPackages = 200_000;

    /// <summary>Bytes of the lists of files that packages own.</summary>
    private const long MaxFileLists = 48L * 1024 * 1024;

    /// <summary>Characters of names, link targets and everything that packages say.</summary>
    private const long MaxText = 32L * 1024 * 1024;

    /// <summary>Bytes of files too long for memory, holes included.</summary>
    private const long MaxSpooled = 128L * 1024 * 1024 * 1024;

    /// <summary>Licences that stand in files of their own; 1,000 packages state 5,000.</summary>
    private const int MaxLicenses = 500_000;

    /// <summary>Unpacked bytes of all layers, those read twice counted twice; models and CUDA make images of 60 GB.</summary>
    private const long MaxUnpacked = 256L * 1024 * 1024 * 1024;

    /// <summary>Folders above a file that do not make its path count for more.</summary>
    private const int UsualDepth = 32;

    /// <summary>Requirements of all packages; a full distribution has some 100,000.</summary>
    private const int MaxRequires = 2_000_000;

    private int _entries;
    private int _requires;
    private int _names;
    private int _folders;
    private long _looks;
    private int _packages;
    private int _licenses;
    private long _fileLists;
    private long _text;
    private long _spooled;
    private long _unpacked;

    /// <exception cref="SourceException">The layers unpack to too much.</exception>
    public void TakeUnpacked(long bytes) => Check(Interlocked.Add(ref _unpacked, bytes), MaxUnpacked, "bytes when unpacked", "to be read in a bearable time");

    /// <summary>Takes a path under which something is kept. What is remembered of it grows with its folders: a deep one counts for more than its letters.</summary>
    /// <exception cref="SourceException">The image holds too long names.</exception>
    public void TakePath(ReadOnlySpan<char> path) =>
        TakeText(path.Length <= UsualDepth ? path.Length : path.Length * (1L + path.Count('/') / UsualDepth));

    /// <exception cref="SourceException">The image holds too many.</exception>
    public void TakeEntries(int count) => Check(Interlocked.Add(ref _entries, count), MaxEntries, "entries");

    /// <exception cref="SourceException">The image holds too many.</exception>
    public void TakeNames(int count) => Check(Interlocked.Add(ref _names, count), MaxNames, "links and whiteouts");

    /// <exception cref="SourceException">The image holds too many.</exception>
    public void TakeFolders(int count) => Check(Interlocked.Add(ref _folders, count), MaxFolders, "folders of links and files of interest");

    /// <exception cref="SourceException">The image asks for too many.</exception>
    public void TakeLooks(int count) => Check(Interlocked.Add(ref _looks, count), MaxLooks, "links and replaced folders to look through", "to be read in a bearable time");

    /// <exception cref="SourceException">The image holds too long names.</exception>
    public void TakeText(long characters) => Check(Interlocked.Add(ref _text, characters), MaxText, "characters of names and texts");

    /// <exception cref="SourceException">The image holds too much that is too long for memory.</exception>
    public void TakeSpooled(long bytes) => Check(Interlocked.Add(ref _spooled, bytes), MaxSpooled, "bytes of long files");

    /// <exception cref="SourceException">The image holds too many packages, or too long texts or file lists.</exception>
    public void Take(IReadOnlyList<Extraction> found)
    {
        foreach (var extraction in found)
        {
            Check(Interlocked.Add(ref _packages, extraction.Packages.Count), MaxPackages, "packages");
            Check(Interlocked.Add(ref _licenses, extraction.Licenses.Count), MaxLicenses, "licences");
            var bytes = extraction.Owned.Sum(o => (long)o.Files.Utf8Lines.Length) + extraction.Packages.Sum(p => (long)p.Files.Utf8Lines.Length);
            Check(Interlocked.Add(ref _fileLists, bytes), MaxFileLists, "bytes of file lists");
            Check(Interlocked.Add(ref _requires, extraction.Packages.Sum(p => p.Requires.Count)), MaxRequires, "requirements of packages");
            TakeText(extraction.Characters);
        }
    }

    /// <summary>Takes the gaps that are kept of what was found.</summary>
    /// <exception cref="SourceException">The target holds too many.</exception>
    public void TakeGaps(IReadOnlyList<Extraction> found) =>
        TakeText(found.Sum(e => e.Gaps.Sum(g => (long)g.Path.Length + g.Reason.Length)));

    /// <exception cref="SourceException">The target holds too many.</exception>
    public void TakeGap(Gap gap) => TakeText((long)gap.Path.Length + gap.Reason.Length);

    /// <summary>Takes what a layer left that was read in an earlier scan.</summary>
    /// <exception cref="SourceException">The image holds too many.</exception>
    public void Take(LayerResult layer)
    {
        TakeEntries(layer.Paths.Length);
        TakeNames(layer.Links.Count + layer.HardLinks.Count + layer.OtherNames.Count + layer.Whiteouts.Count + layer.OpaqueFolders.Count);
        TakePairs(layer.Links);
        TakePairs(layer.HardLinks);
        TakePairs(layer.OtherNames);
        foreach (var path in layer.Whiteouts.Concat(layer.OpaqueFolders))
            TakePath(path);
        foreach (var gap in layer.Gaps)
            TakeGap(gap);
        foreach (var (path, found) in layer.Extractions)
        {
            TakePath(path);
            Take(found);
            TakeGaps(found);
        }
    }

    private void TakePairs(IReadOnlyDictionary<string, string> pairs)
    {
        foreach (var (path, target) in pairs)
        {
            TakePath(path);
            TakeText(target.Length);
        }
    }

    private void Check(long taken, long limit, string what, string why = "to be kept in memory")
    {
        if (taken > limit / share)
            throw new SourceException($"the target holds more than {limit} {what}, too many {why}");
    }
}
