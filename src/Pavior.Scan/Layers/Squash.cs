using System.Text;
using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>Lays layers over each other as a runtime does (OCI image-spec, layer.md): what an upper layer removes or replaces is gone.</summary>
internal sealed class Squash(IReadOnlyList<LayerResult> layers)
{
    /// <summary>The files of the finished image that extractors spoke about, from the top layer down.</summary>
    public IEnumerable<VisibleFile> VisibleFiles()
    {
        for (var i = layers.Count - 1; i >= 0; i--)
        {
            foreach (var (path, found) in layers[i].Extractions)
            {
                if (found.Count > 0 && !IsHidden(path, i))
                    yield return new VisibleFile(path, i, found);
            }
        }
    }

    /// <summary>
    /// For a package that a visible file proves, the lowest layer from which on every copy of that file proved it too:
    /// a package database is written anew by each layer, but a package came with one.
    /// </summary>
    public Func<Package, int> Origins(VisibleFile file, string extractor)
    {
        var top = file.Layer!.Value;
        var copies = new List<(int Layer, HashSet<PackageUrl> Purls)>();
        for (var i = top - 1; i >= 0 && !Removes(layers[i + 1], file.Path); i--)
        {
            if (layers[i].Extractions.TryGetValue(file.Path, out var found))
                copies.Add((i, found.Where(e => e.Extractor == extractor).SelectMany(e => e.Packages).Select(p => p.Purl).ToHashSet()));
        }

        return package =>
        {
            var origin = top;
            foreach (var (layer, purls) in copies)
            {
                if (!purls.Contains(package.Purl))
                    break;
                origin = layer;
            }

            return origin;
        };
    }

    /// <summary>The target of the link at a path, if what the finished image has there is a link.</summary>
    public string? LinkAt(string path)
    {
        // Most paths are no link in any layer, which costs one look each; what hides a link has to be hashed.
        var layer = layers.Count - 1;
        string? target = null;
        while (layer >= 0 && !layers[layer].Links.TryGetValue(path, out target))
            layer--;
        return target is null || IsHidden(path, layer) ? null : target;
    }

    /// <summary>The layer that holds the visible file at a path; null when there is none.</summary>
    public int? LayerOf(string path)
    {
        var utf8 = Encoding.UTF8.GetBytes(path);
        for (var i = layers.Count - 1; i >= 0; i--)
        {
            if (layers[i].HasFile(utf8))
                return i;
            if (IsHiddenBy(layers[i], path))
                return null;
        }

        return null;
    }

    private bool IsHidden(string path, int layer)
    {
        if (layer == layers.Count - 1)
            return false;
        var hashes = new PathHashes(path);
        for (var i = layer + 1; i < layers.Count; i++)
        {
            if (Removes(layers[i], path) || hashes.ReplacedIn(layers[i]))
                return true;
        }

        return false;
    }

    private static bool IsHiddenBy(LayerResult layer, string path) => Removes(layer, path) || new PathHashes(path).ReplacedIn(layer);

    /// <summary>True when a whiteout names the path or a folder above it, or a folder above it is opaque.</summary>
    private static bool Removes(LayerResult layer, string path)
    {
        if (layer.Whiteouts.Count == 0 && layer.OpaqueFolders.Count == 0)
            return false;
        if (layer.Whiteouts.Contains(path) || layer.OpaqueFolders.Contains(""))
            return true;
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            var folder = path[..slash];
            if (layer.Whiteouts.Contains(folder) || layer.OpaqueFolders.Contains(folder))
                return true;
        }

        return false;
    }

    /// <summary>The hashes under which an upper layer would file what replaces a path: itself, or a file in place of a folder above it.</summary>
    private readonly struct PathHashes
    {
        private readonly UInt128[] _hashes;

        public PathHashes(string path)
        {
            var utf8 = Encoding.UTF8.GetBytes(path);
            var hashes = new List<UInt128> { PathHash.OfFile(utf8), PathHash.OfFolder(utf8) };
            for (var slash = utf8.AsSpan().LastIndexOf((byte)'/'); slash > 0; slash = utf8.AsSpan(0, slash).LastIndexOf((byte)'/'))
                hashes.Add(PathHash.OfFile(utf8.AsSpan(0, slash)));
            _hashes = [.. hashes];
        }

        public bool ReplacedIn(LayerResult layer)
        {
            foreach (var hash in _hashes)
            {
                if (Array.BinarySearch(layer.Paths, hash) >= 0)
                    return true;
            }

            return false;
        }
    }
}
