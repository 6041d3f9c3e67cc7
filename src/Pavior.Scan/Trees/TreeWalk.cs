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
        var levels = new Stack<Queue<string>>();
        levels.Push(new Queue<string>([""]));
        while (levels.TryPeek(out var level))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!level.TryDequeue(out var folder))
            {
                levels.Pop();
                continue;
            }

            var (files, below) = Look(folder);
            foreach (var file in files)
            {
                _places.Remove(file.Path);
                yield return file;
            }

            if (below.Count > 0 && levels.Count > MaxDepth)
                Add(new Gap(folder, GapKind.LimitReached, $"{folder}: folders nested deeper than {MaxDepth}"));
            else
                levels.Push(new Queue<string>(below));
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

    private (List<WantedFile> Files, List<string> Below) Look(string folder)
    {
        var files = new List<WantedFile>();
        var below = new List<string>();
        try
        {
            foreach (var entry in new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos())
            {
                if (++_entries > MaxEntries)
                {
                    if (_entries == MaxEntries + 1)
                        Add(new Gap(folder, GapKind.LimitReached, $"{Shown(folder)}: more than {MaxEntries} entries; the rest was not looked at"));
                    return ([], []);
                }

                Take(entry, folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}", files, below);
                if (files.Count + below.Count > MaxInFolder)
                {
                    Add(new Gap(folder, GapKind.LimitReached, $"{Shown(folder)}: more than {MaxInFolder} folders and files of interest in one folder; the rest was not looked at"));
                    break;
                }
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Add(new Gap(folder, GapKind.Unreadable, $"{Shown(folder)}: {refused.Message}"));
        }

        files.Sort(static (one, other) => string.CompareOrdinal(one.Path, other.Path));
        below.Sort(StringComparer.Ordinal);
        return (files, below);
    }

    private void Take(FileSystemInfo entry, string path, List<WantedFile> files, List<string> below)
    {
        try
        {
            if (entry.LinkTarget is not null || entry.Name == ".git" || IsExcluded(path))
                return;
            if (entry is FileInfo { Length: > 0 } file)
            {
                // Devices, pipes and sockets have no length, so none of them is ever opened.
                if (Wanted(file, path) is { } wanted)
                    files.Add(wanted);
            }
            else if (entry is DirectoryInfo)
            {
                if (IsKernels(path))
                    _passedOver.Add(path);
                else
                    below.Add(path);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // One entry is no reason to leave the others: .NET cannot open what is not named in UTF-8, and some are gone meanwhile.
            Add(new Gap(path, GapKind.Unreadable, $"{path}: {refused.Message}"));
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

    private WantedFile? Wanted(FileInfo file, string path)
    {
        _found.Clear();
        index.Find(path, _found);
        if (_found.Count > 0)
            return new WantedFile(path, path, [.. _found], OnlyIfExecutable: false);
        return index.Executables.Count > 0 && MayBeExecutable(file) ? new WantedFile(path, path, index.Executables, OnlyIfExecutable: true) : null;
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

    private static string Shown(string folder) => folder.Length == 0 ? "." : folder;
}
