using Pavior.Core;
using Pavior.Scan.Layers;

namespace Pavior.Scan.Trees;

/// <summary>Lists the files of a folder that extractors want. Links are not followed, so nothing outside and no loop is entered.</summary>
internal sealed class TreeWalk(string root, ExtractorIndex index, bool skipKernel)
{
    /// <summary>Folders in folders; PATH_MAX allows 2048 at most.</summary>
    private const int MaxDepth = 1024;

    /// <summary>Entries of one tree.</summary>
    private const int MaxEntries = 50_000_000;

    private static readonly string[] KernelFolders = ["dev", "proc", "run", "sys"];

    private readonly List<WantedFile> _wanted = [];
    private readonly List<Gap> _gaps = [];
    private readonly List<IExtractor> _found = [];
    private int _entries;

    public IReadOnlyList<Gap> Gaps => _gaps;

    public IReadOnlyList<WantedFile> WantedFiles(CancellationToken cancellation)
    {
        Walk("", 0, cancellation);
        var seen = _wanted.Select(w => w.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var place in index.Places.Where(p => !seen.Contains(p)))
            AddLinked(place);
        return _wanted;
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

    private void Walk(string folder, int depth, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (depth > MaxDepth)
        {
            _gaps.Add(new Gap(folder, GapKind.LimitReached, $"{folder}: folders nested deeper than {MaxDepth}"));
            return;
        }

        var below = new List<string>();
        try
        {
            foreach (var entry in new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos())
                Take(entry, folder, below);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            _gaps.Add(new Gap(folder, GapKind.Unreadable, $"{(folder.Length == 0 ? "." : folder)}: {refused.Message}"));
        }

        foreach (var path in below)
            Walk(path, depth + 1, cancellation);
    }

    private void Take(FileSystemInfo entry, string folder, List<string> below)
    {
        if (++_entries > MaxEntries)
            throw ParseException.Limit(folder, $"more than {MaxEntries} entries");
        var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
        if (entry.LinkTarget is not null)
            return;
        if (entry is DirectoryInfo)
        {
            var skipped = entry.Name == ".git" || (skipKernel && folder.Length == 0 && KernelFolders.Contains(entry.Name));
            if (!skipped)
                below.Add(path);
        }
        else if (entry is FileInfo { Length: > 0 } file)
        {
            // Devices, pipes and sockets have no length, so none of them is ever opened.
            TakeFile(file, path);
        }
    }

    private void TakeFile(FileInfo file, string path)
    {
        _found.Clear();
        index.Find(path, _found);
        if (_found.Count > 0)
            _wanted.Add(new WantedFile(path, path, [.. _found], OnlyIfExecutable: false));
        else if (index.Executables.Count > 0 && MayBeExecutable(file))
            _wanted.Add(new WantedFile(path, path, index.Executables, OnlyIfExecutable: true));
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

    private void AddLinked(string place)
    {
        var real = TarPaths.Follow(place, LinkAt);
        if (real is null || real == place || new FileInfo(Path.Combine(root, real)) is not { Exists: true, Length: > 0 })
            return;
        _found.Clear();
        index.Find(place, _found);
        _wanted.Add(new WantedFile(place, real, [.. _found], OnlyIfExecutable: false));
    }
}
