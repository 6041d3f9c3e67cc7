using System.Text;

namespace Pavior.Scan.Layers;

/// <summary>
/// Answers whether an upper layer replaces a path: by an entry of that path, or by a file in place of a folder above it.
/// Each path is hashed once, however many layers are asked. Not for several threads.
/// </summary>
internal sealed class PathHashes
{
    private readonly Dictionary<string, UInt128> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UInt128> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UInt128>.AlternateLookup<ReadOnlySpan<char>> _fileLookup;

    public PathHashes() => _fileLookup = _files.GetAlternateLookup<ReadOnlySpan<char>>();

    public bool Replaces(LayerResult upper, string path)
    {
        if (upper.Paths.Length == 0)
            return false;
        if (Holds(upper, OfFile(path)) || Holds(upper, OfFolder(path)))
            return true;
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (Holds(upper, OfFile(path.AsSpan(0, slash))))
                return true;
        }

        return false;
    }

    private static bool Holds(LayerResult layer, UInt128 hash) => Array.BinarySearch(layer.Paths, hash) >= 0;

    private UInt128 OfFile(ReadOnlySpan<char> path)
    {
        if (!_fileLookup.TryGetValue(path, out var hash))
            _fileLookup[path] = hash = PathHash.OfFile(Utf8(path));
        return hash;
    }

    private UInt128 OfFolder(string path)
    {
        if (!_folders.TryGetValue(path, out var hash))
            _folders[path] = hash = PathHash.OfFolder(Utf8(path));
        return hash;
    }

    private static byte[] Utf8(ReadOnlySpan<char> path)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(path)];
        Encoding.UTF8.GetBytes(path, bytes);
        return bytes;
    }
}
