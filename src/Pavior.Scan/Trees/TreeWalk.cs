using Pavior.Core;
using Pavior.Scan.Layers;

namespace Pavior.Scan.Trees;

/// <summary>
/// Lists the files of a folder that extractors want, in the order of their names, so that what a limit cuts off is the same each time.
/// Links are not followed, so nothing outside and no loop is entered.
/// </summary>
/// <param name="root">Absolute path of the folder.</param>
/// <param name="index">Who wants what.</param>
/// <param name="excluded">What the user leaves out.</param>
/// <param name="kernelMounts">Absolute paths of folders that the kernel fills.</param>
internal sealed class TreeWalk(string root, ExtractorIndex index, IReadOnlyList<PathGlob> excluded, IReadOnlySet<string> kernelMounts)
{
    /// <summary>Folders in folders; PATH_MAX allows 2048 at most.</summary>
    private const int MaxDepth = 1024;

    /// <summary>Entries of one tree.</summary>
    private const int MaxEntries = 50_000_000;

    /// <summary>Folders, and files that are wanted, in one folder: their names are sorted.</summary>
    private const int MaxInFolder = 200_000;

    /// <summary>Gaps of the walk; more of them say nothing new.</summary>
    private const int MaxGaps = 10_000;

    /// <summary>Where systems mount what lives in memory only; passed over by name below the root of this machine, whatever is mounted.</summary>
    private static readonly string[] KernelFolders = ["dev", "proc", "run", "sys"];

    private readonly List<Gap> _gaps = [];
    private readonly List<string> _passedOver = [];
    private readonly List<IExtractor> _found = [];
    private readonly HashSet<string> _places = new(index.Places, StringComparer.Ordinal);
    private int _entries;

    public IReadOnlyList<Gap> Gaps => _gaps;

    /// <summary>Folders that the kernel fills, in the order in which they were met.</summary>
    public IReadOnlyList<string> PassedOver => _passedOver;

    public IEnumerable<WantedFile> WantedFiles(CancellationToken cancellation)
    {
        // Names and not paths: a long path would be kept once for each of its entries.
        var levels = new Stack<(string Folder, Queue<string> Below)>();
        levels.Push(("", new Queue<string>([""])));
        while (levels.TryPeek(out var level))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!level.Below.TryDequeue(out var name))
            {
                levels.Pop();
                continue;
            }

            var folder = PathOf(level.Folder, name);
            var entries = Look(folder);
            foreach (var (file, use) in entries)
            {
                if (use is not (EntryUse.Read or EntryUse.ReadIfExecutable))
                    continue;
                var path = PathOf(folder, file);
                _places.Remove(path);
                yield return Wanted(path, use);
            }

            var below = new Queue<string>(entries.Where(e => e.What == EntryUse.Enter).Select(e => e.Name));
            if (below.Count > 0 && levels.Count > MaxDepth)
                Add(new Gap(folder, GapKind.LimitReached, $"{folder}: folders nested deeper than {MaxDepth}"));
            else
                levels.Push((folder, below));
        }

        foreach (var place in _places.Order(StringComparer.Ordinal).ToArray())
        {
            if (Linked(place) is { } linked)
                yield return linked;
        }
    }

    /// <summary>The target of the link at a path below the root; null when there is none.</summary>
    public string? LinkAt(string path)
    {
        try
        {
            return new FileInfo(Path.Combine(root, path)).LinkTarget;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private IReadOnlyList<(string Name, EntryUse What)> Look(string folder)
    {
        var entries = new FirstNames<EntryUse>(MaxInFolder);
        var refusals = new FirstNames<string>(MaxGaps);
        try
        {
            foreach (var entry in new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos())
            {
                if (++_entries > MaxEntries)
                {
                    if (_entries == MaxEntries + 1)
                        Add(new Gap(folder, GapKind.LimitReached, $"{Shown(folder)}: more than {MaxEntries} entries; the rest was not looked at"));
                    return [];
                }

                Take(entry, PathOf(folder, entry.Name), entries, refusals);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Add(new Gap(folder, GapKind.Unreadable, $"{Shown(folder)}: {refused.Message}"));
        }

        var sorted = entries.Sorted();
        _passedOver.AddRange(sorted.Where(e => e.What == EntryUse.PassOver).Select(e => PathOf(folder, e.Name)));
        foreach (var (name, why) in refusals.Sorted())
            Add(new Gap(PathOf(folder, name), GapKind.Unreadable, $"{PathOf(folder, name)}: {why}"));
        if (entries.IsCut)
            Add(new Gap(folder, GapKind.LimitReached, $"{Shown(folder)}: more than {MaxInFolder} folders and files of interest in one folder; those after {sorted[^1].Name} were not looked at"));
        return sorted;
    }

    private void Take(FileSystemInfo entry, string path, FirstNames<EntryUse> entries, FirstNames<string> refusals)
    {
        try
        {
            if (entry.LinkTarget is not null || entry.Name == ".git" || IsExcluded(path))
                return;

            // Devices, pipes and sockets have no length, so none of them is ever opened.
            if (entry is FileInfo { Length: > 0 } file)
            {
                if (Use(file, path) is { } use)
                    entries.Add(entry.Name, use);
            }
            else if (entry is DirectoryInfo)
            {
                entries.Add(entry.Name, IsKernels(path) ? EntryUse.PassOver : EntryUse.Enter);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // One entry is no reason to leave the others: .NET cannot open what is not named in UTF-8, and some are gone meanwhile.
            refusals.Add(entry.Name, refused.Message);
        }
    }

    private bool IsExcluded(string path)
    {
        foreach (var pattern in excluded)
        {
            if (pattern.Matches(path))
                return true;
        }

        return false;
    }

    private bool IsKernels(string path) =>
        (root == "/" && KernelFolders.Contains(path)) || (kernelMounts.Count > 0 && kernelMounts.Contains(Path.Combine(root, path)));

    private EntryUse? Use(FileInfo file, string path)
    {
        _found.Clear();
        index.Find(path, _found);
        if (_found.Count > 0)
            return EntryUse.Read;
        return index.Executables.Count > 0 && MayBeExecutable(file) ? EntryUse.ReadIfExecutable : null;
    }

    private WantedFile Wanted(string path, EntryUse use)
    {
        if (use == EntryUse.ReadIfExecutable)
            return new WantedFile(path, path, index.Executables, OnlyIfExecutable: true);
        _found.Clear();
        index.Find(path, _found);
        return new WantedFile(path, path, [.. _found], OnlyIfExecutable: false);
    }

    /// <summary>Asks the mode and the name before the bytes: opening every file of a tree to look at four bytes takes longer than all the rest.</summary>
    private static bool MayBeExecutable(FileInfo file)
    {
        const UnixFileMode anyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return (file.UnixFileMode & anyExecute) != 0
            || file.Name.EndsWith(".so", StringComparison.Ordinal)
            || file.Name.Contains(".so.", StringComparison.Ordinal)
            || file.Extension.ToLowerInvariant() is ".dll" or ".exe" or ".dylib" or ".node";
    }

    private WantedFile? Linked(string place)
    {
        var real = TarPaths.Follow(place, LinkAt);
        if (real is null || real == place || IsBelowExcluded(place) || IsBelowExcluded(real) || new FileInfo(Path.Combine(root, real)) is not { Exists: true, Length: > 0 })
            return null;
        _found.Clear();
        index.Find(place, _found);
        return new WantedFile(place, real, [.. _found], OnlyIfExecutable: false);
    }

    private bool IsBelowExcluded(string path)
    {
        for (var end = path.Length; end > 0; end = path.AsSpan(0, end).LastIndexOf('/'))
        {
            if (IsExcluded(path[..end]) || IsKernels(path[..end]))
                return true;
        }

        return false;
    }

    private void Add(Gap gap)
    {
        if (_gaps.Count < MaxGaps)
            _gaps.Add(gap);
        else if (_gaps.Count == MaxGaps)
            _gaps.Add(new Gap(gap.Path, GapKind.LimitReached, $"{gap.Path}: more than {MaxGaps} gaps on the way through the folder"));
    }

    private static string PathOf(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    private static string Shown(string folder) => folder.Length == 0 ? "." : folder;
}
