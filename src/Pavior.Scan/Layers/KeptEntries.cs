using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>
/// What a layer's entries leave behind by name. An entry of a path takes the place of what an earlier one left there, and one
/// that is no folder of everything below it too, as when the layer is unpacked.
/// </summary>
internal sealed class KeptEntries
{
    /// <summary>Folders above something that is kept: only what replaces one of these has anything to drop.</summary>
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    private readonly Dictionary<string, IReadOnlyList<Extraction>> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hardLinks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _otherNames = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, IReadOnlyList<Extraction>> Found => _found;

    public IReadOnlyDictionary<string, string> Links => _links;

    public IReadOnlyDictionary<string, string> HardLinks => _hardLinks;

    public IReadOnlyDictionary<string, string> OtherNames => _otherNames;

    public bool HasFound(string path) => _found.ContainsKey(path);

    public void AddFound(string path, IReadOnlyList<Extraction> found)
    {
        _found[path] = found;
        AddFolders(path);
    }

    public void AddLink(string path, string target)
    {
        _links[path] = target;
        AddFolders(path);
    }

    public void AddHardLink(string path, string target)
    {
        _hardLinks[path] = target;
        AddFolders(path);
    }

    public void AddOtherName(string path, string target)
    {
        _otherNames[path] = target;
        AddFolders(path);
    }

    /// <summary>Forgets what stood at a path before an entry of that path.</summary>
    public void Replace(ReadOnlySpan<char> path, bool isFolder)
    {
        Remove(_links, path);
        Remove(_hardLinks, path);
        Remove(_otherNames, path);
        if (isFolder)
            return;
        Remove(_found, path);
        if (_folders.GetAlternateLookup<ReadOnlySpan<char>>().Contains(path))
            RemoveBelow(path.ToString());
    }

    private void RemoveBelow(string folder)
    {
        var below = folder + '/';
        RemoveBelow(_found, below);
        RemoveBelow(_links, below);
        RemoveBelow(_hardLinks, below);
        RemoveBelow(_otherNames, below);
        _folders.RemoveWhere(f => f == folder || f.StartsWith(below, StringComparison.Ordinal));
    }

    private static void RemoveBelow<T>(Dictionary<string, T> entries, string below)
    {
        foreach (var path in entries.Keys.Where(p => p.StartsWith(below, StringComparison.Ordinal)).ToArray())
            entries.Remove(path);
    }

    private static void Remove<T>(Dictionary<string, T> entries, ReadOnlySpan<char> path)
    {
        if (entries.Count > 0)
            entries.GetAlternateLookup<ReadOnlySpan<char>>().Remove(path);
    }

    private void AddFolders(string path)
    {
        var folders = _folders.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var slash = path.LastIndexOf('/'); slash > 0 && folders.Add(path.AsSpan(0, slash)); slash = path.LastIndexOf('/', slash - 1))
        {
        }
    }
}
