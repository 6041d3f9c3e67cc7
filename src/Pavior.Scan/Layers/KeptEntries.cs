using System.Text;
using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>
/// What a layer's entries leave behind by name. An entry of a path takes the place of what an earlier one left there, and one
/// that is no folder of everything below it too, as when the layer is unpacked.
/// </summary>
/// <param name="budget">Counts the folders that are remembered.</param>
internal sealed class KeptEntries(ScanBudget budget)
{
    /// <summary>Characters of what is looked at once, when places are found and what lies below a replaced folder is dropped.</summary>
    private const int LookLength = 64;

    /// <summary>Looks after which they are counted.</summary>
    private const int LooksAtOnce = 64 * 1024;

    /// <summary>
    /// The folders above something that is kept (<see cref="PathHash"/>): only what replaces one of these can have anything to drop.
    /// Names would grow with the square of the depth, and shorter hashes could be made to meet.
    /// </summary>
    private readonly HashSet<UInt128> _folders = [];

    private readonly Dictionary<string, IReadOnlyList<Extraction>> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hardLinks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _otherNames = new(StringComparer.Ordinal);

    /// <summary>The folder that was asked for last, and where it is: entries of one folder follow each other. Null when links changed since.</summary>
    private string? _placedFolder;
    private string? _place;

    /// <summary>The path whose folders were remembered last: what another has in common with it is remembered already.</summary>
    private string _lastKept = "";
    private byte[] _bytes = new byte[256];
    private int _looks;

    public IReadOnlyDictionary<string, string> Links => _links;

    public IReadOnlyDictionary<string, string> HardLinks => _hardLinks;

    public IReadOnlyDictionary<string, string> OtherNames => _otherNames;

    /// <summary>
    /// Where an entry of that name comes to lie: who unpacks a layer follows the links in an entry's folders as they stand at that moment
    /// (containerd, archive/tar.go: fs.RootPath of the folder). False for links in a ring.
    /// </summary>
    public bool TryPlace(ReadOnlySpan<char> path, out ReadOnlySpan<char> place)
    {
        place = path;
        var slash = path.LastIndexOf('/');
        if (slash <= 0 || _links.Count == 0)
            return true;
        var folder = path[..slash];
        if (_placedFolder is null || !folder.SequenceEqual(_placedFolder))
        {
            _placedFolder = folder.ToString();
            _place = HasLink(folder) ? TarPaths.Follow(_placedFolder, LinkAt) : _placedFolder;
        }

        if (_place is not null && !folder.SequenceEqual(_place))
            place = _place.Length == 0 ? path[(slash + 1)..] : string.Concat(_place, path[slash..]);
        return _place is not null;
    }

    /// <summary>The same; a path behind links in a ring is left as it is.</summary>
    public string PlaceOf(string path) => TryPlace(path, out var place) ? place.ToString() : path;

    /// <summary>What was found, by path, in the end: what lives on under another name than it was found by says that name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Extraction>> Found()
    {
        foreach (var (path, found) in _found.Where(f => f.Value.Count > 0 && f.Value[0].Path != f.Key).ToArray())
            _found[path] = [.. found.Select(e => e.Under(path))];
        return _found;
    }

    public bool HasFound(string path) => _found.ContainsKey(path);

    /// <summary>The name under which that was found which a hard link to the path holds; null when nothing was.</summary>
    public string? FoundAt(string path) => _found.ContainsKey(path) ? path : _otherNames.GetValueOrDefault(path);

    public void AddFound(string path, IReadOnlyList<Extraction> found)
    {
        _found[path] = found;
        AddFolders(path);
    }

    public void AddLink(string path, string target)
    {
        _links[path] = target;
        _placedFolder = null;
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

    /// <summary>Forgets what stood at a path before an entry of that path: only a folder in place of a folder leaves what is below.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isFolder">Whether the entry is a folder.</param>
    /// <param name="hash">The path's <see cref="PathHash"/>, where it is known.</param>
    public void Replace(ReadOnlySpan<char> path, bool isFolder, UInt128? hash = null)
    {
        if (Remove(_links, path))
            _placedFolder = null;
        Remove(_hardLinks, path);
        Remove(_otherNames, path);
        if (_found.Count > 0 && _found.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(path))
            RemoveFound(path.ToString());
        if (!isFolder && _folders.Count > 0 && _folders.Remove(hash ?? HashOf(path)))
            RemoveBelow(path.ToString());
    }

    private bool HasLink(ReadOnlySpan<char> folder)
    {
        var links = _links.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var end = folder.Length; end > 0; end = folder[..end].LastIndexOf('/'))
        {
            TakeLooks(1 + end / LookLength);
            if (links.ContainsKey(folder[..end]))
                return true;
        }

        return false;
    }

    private string? LinkAt(string path)
    {
        TakeLooks(1 + path.Length / LookLength);
        return _links.GetValueOrDefault(path);
    }

    private void TakeLooks(int count)
    {
        _looks += count;
        if (_looks < LooksAtOnce)
            return;
        budget.TakeLooks(_looks);
        _looks = 0;
    }

    private void RemoveBelow(string folder)
    {
        TakeLooks(_found.Count + _links.Count + _hardLinks.Count + _otherNames.Count);
        var below = folder + '/';
        RemoveBelow(_links, below);
        RemoveBelow(_hardLinks, below);
        RemoveBelow(_otherNames, below);
        foreach (var path in Below(_found, below))
            RemoveFound(path);
        _placedFolder = null;
        _lastKept = "";
    }

    /// <summary>A file that goes lives on under the first of its other names.</summary>
    private void RemoveFound(string path)
    {
        var found = _found[path];
        _found.Remove(path);
        if (_otherNames.Count == 0)
            return;
        TakeLooks(_otherNames.Count);
        var names = _otherNames.Where(n => n.Value == path).Select(n => n.Key).Order(StringComparer.Ordinal).ToArray();
        if (names.Length == 0)
            return;
        _otherNames.Remove(names[0]);
        foreach (var other in names[1..])
            _otherNames[other] = names[0];
        AddFound(names[0], found);
    }

    private static void RemoveBelow<T>(Dictionary<string, T> entries, string below)
    {
        foreach (var path in Below(entries, below))
            entries.Remove(path);
    }

    private static string[] Below<T>(Dictionary<string, T> entries, string below) =>
        [.. entries.Keys.Where(p => p.StartsWith(below, StringComparison.Ordinal))];

    private static bool Remove<T>(Dictionary<string, T> entries, ReadOnlySpan<char> path) =>
        entries.Count > 0 && entries.GetAlternateLookup<ReadOnlySpan<char>>().Remove(path);

    private void AddFolders(string path)
    {
        var known = path.AsSpan().CommonPrefixLength(_lastKept);
        for (var slash = path.LastIndexOf('/'); slash > 0 && slash >= known; slash = path.LastIndexOf('/', slash - 1))
        {
            if (_folders.Add(HashOf(path.AsSpan(0, slash))))
                budget.TakeFolders(1);
        }

        _lastKept = path;
    }

    private UInt128 HashOf(ReadOnlySpan<char> path)
    {
        if (_bytes.Length < path.Length * 3)
            _bytes = new byte[path.Length * 3];
        return PathHash.OfFile(_bytes.AsSpan(0, Encoding.UTF8.GetBytes(path, _bytes)));
    }
}
