using System.Text;

namespace Pavior.Scan.Layers;

/// <summary>
/// Answers whether an upper layer replaces or removes a path: by an entry of that path, by a file in place of a folder above it, or by a whiteout.
/// Each path is hashed once, however many layers are asked. Not for several threads.
/// </summary>
/// <param name="remember">False for paths that are asked for once.</param>
internal sealed class PathHashes(bool remember = true)
{
    /// <summary>By path: the hashes of the folders above it from the outermost on, then its own as a file and as a folder. Names of folders are not kept.</summary>
    private readonly Dictionary<string, UInt128[]> _known = new(StringComparer.Ordinal);

    private string _last = "";
    private UInt128[] _lastHashes = [];

    /// <summary>True when the layer has the path, or something that is no folder in place of a folder above it.</summary>
    public bool Replaces(LayerResult upper, string path)
    {
        if (upper.Paths.Length == 0)
            return false;
        foreach (var hash in Of(path))
        {
            if (Array.BinarySearch(upper.Paths, hash) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>True when a whiteout of the layer names the path or a folder above it, or a folder above it is opaque.</summary>
    public bool Removes(LayerResult upper, string path)
    {
        if (upper.Whiteouts.Count == 0 && upper.OpaqueFolders.Count == 0)
            return false;
        if (upper.OpaqueFolders.Contains(""))
            return true;
        var hashes = Of(path).AsSpan();
        if (upper.WhiteoutHashes.Contains(hashes[^2]))
            return true;
        foreach (var folder in hashes[..^2])
        {
            if (upper.WhiteoutHashes.Contains(folder) || upper.OpaqueHashes.Contains(folder))
                return true;
        }

        return false;
    }

    /// <summary>True when the layer has an entry of that very path which is no folder.</summary>
    public bool HasFile(LayerResult layer, string path) => layer.Paths.Length > 0 && Array.BinarySearch(layer.Paths, Of(path)[^2]) >= 0;

    private UInt128[] Of(string path)
    {
        if (ReferenceEquals(path, _last))
            return _lastHashes;
        if (!_known.TryGetValue(path, out var hashes))
        {
            hashes = Hash(path);
            if (remember)
                _known[path] = hashes;
        }

        (_last, _lastHashes) = (path, hashes);
        return hashes;
    }

    /// <summary>Files of one folder follow each other: what the path has in common with the last one is not hashed again.</summary>
    private UInt128[] Hash(string path)
    {
        var hashes = new UInt128[path.AsSpan().Count('/') + 2];
        var common = path.AsSpan().CommonPrefixLength(_last);
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(path.Length)];
        var length = 0;
        var folder = 0;
        var start = 0;
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            length += Encoding.UTF8.GetBytes(path.AsSpan(start, slash - start), bytes.AsSpan(length));
            start = slash;
            hashes[folder] = slash < common ? _lastHashes[folder] : PathHash.OfFile(bytes.AsSpan(0, length));
            folder++;
        }

        length += Encoding.UTF8.GetBytes(path.AsSpan(start), bytes.AsSpan(length));
        hashes[^2] = PathHash.OfFile(bytes.AsSpan(0, length));
        hashes[^1] = PathHash.OfFolder(bytes.AsSpan(0, length));
        return hashes;
    }
}
