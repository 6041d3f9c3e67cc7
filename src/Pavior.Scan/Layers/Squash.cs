using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>Layers laid over each other as a runtime does (OCI image-spec, layer.md): what an upper layer removes or replaces is gone.</summary>
/// <param name="layers">From the lowest, each already without the files that layers above it hide.</param>
/// <param name="former">By layer and path: the hidden files of that layer.</param>
internal sealed class Squash(IReadOnlyList<LayerResult> layers, IReadOnlyList<Dictionary<string, List<FormerCopy>>> former)
{
    private readonly PathHashes _hashes = new();

    /// <summary>Paths that are links in some layer, with the topmost of these.</summary>
    private Dictionary<string, int>? _links;

    /// <summary>The files of the finished image that extractors spoke about, from the top layer down.</summary>
    public IEnumerable<VisibleFile> VisibleFiles()
    {
        for (var i = layers.Count - 1; i >= 0; i--)
        {
            foreach (var (path, found) in layers[i].Extractions)
            {
                if (found.Count > 0)
                    yield return new VisibleFile(path, i, found);
            }
        }
    }

    /// <summary>What layers say of themselves, with the layer.</summary>
    public IEnumerable<(IReadOnlyList<Gap> Gaps, int Layer)> Gaps() => layers.Select((layer, i) => (layer.Gaps, i));

    /// <summary>
    /// For a package that a visible file proves, the lowest layer from which on every copy of that file proved it too:
    /// a package database is written anew by each layer, but a package came with one.
    /// </summary>
    public Func<Package, int> Origins(VisibleFile file, string extractor)
    {
        var top = file.Layer!.Value;
        var copies = new List<(int Layer, HashSet<PackageUrl>? Purls)>();
        for (var i = top - 1; i >= 0 && !_hashes.Removes(layers[i + 1], file.Path); i--)
        {
            if (former[i].TryGetValue(file.Path, out var found))
                copies.Add((i, found.Find(f => f.Extractor == extractor)?.Purls));
        }

        return package =>
        {
            var origin = top;
            foreach (var (layer, purls) in copies)
            {
                if (purls?.Contains(package.Purl) is not true)
                    break;
                origin = layer;
            }

            return origin;
        };
    }

    /// <summary>The target of the link at a path, if what the finished image has there is a link.</summary>
    public string? LinkAt(string path)
    {
        // Most paths are no link in any layer, which costs one look; what hides a link has to be hashed.
        _links ??= TopLinks();
        if (!_links.TryGetValue(path, out var layer))
            return null;
        var target = layers[layer].Links[path];
        for (var upper = layer + 1; upper < layers.Count; upper++)
        {
            if (IsHiddenBy(layers[upper], path))
                return null;
        }

        return target;
    }

    /// <summary>The layer that holds the visible file at a path; null when there is none.</summary>
    public int? LayerOf(string path)
    {
        for (var i = layers.Count - 1; i >= 0; i--)
        {
            if (_hashes.HasFile(layers[i], path))
                return i;
            if (IsHiddenBy(layers[i], path))
                return null;
        }

        return null;
    }

    private Dictionary<string, int> TopLinks()
    {
        var links = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < layers.Count; i++)
        {
            foreach (var path in layers[i].Links.Keys)
                links[path] = i;
        }

        return links;
    }

    private bool IsHiddenBy(LayerResult layer, string path) => _hashes.Removes(layer, path) || _hashes.Replaces(layer, path);
}
