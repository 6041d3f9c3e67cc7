using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>
/// The other names that folders have through symbolic links. A runtime unpacks an upper layer into what the lower ones made, so
/// an entry <c>lib/x</c> replaces <c>usr/lib/x</c> where a lower layer says that lib is a link to usr/lib; a whiteout likewise.
/// </summary>
internal sealed class FolderLinks
{
    /// <summary>Links to one folder that are looked at; images have one or two.</summary>
    private const int MaxNames = 64;

    /// <summary>Layers looked at for a file under another name of a folder above it; large images need some ten thousand.</summary>
    private const int MaxLooks = 20_000_000;

    private readonly IReadOnlyList<LayerResult> _layers;
    private readonly Dictionary<string, List<(string Link, int Layer)>> _byTarget = new(StringComparer.Ordinal);
    private readonly PathHashes _others = new(remember: false);
    private int _looks;

    public FolderLinks(IReadOnlyList<LayerResult> layers)
    {
        _layers = layers;
        for (var i = 0; i < layers.Count - 1; i++)
        {
            foreach (var (link, target) in layers[i].Links)
            {
                var real = TarPaths.ResolveLink(link, target);
                if (!_byTarget.TryGetValue(real, out var links))
                    _byTarget[real] = links = [];
                if (links.Count < MaxNames)
                    links.Add((link, i));
            }
        }
    }

    /// <summary>True when a layer above replaces or removes the path under another name of a folder above it.</summary>
    public bool IsHidden(int layer, string path, PathHashes hashes)
    {
        var folders = _byTarget.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (!folders.TryGetValue(path.AsSpan(0, slash), out var links))
                continue;
            foreach (var (link, since) in links)
            {
                var other = link + path[slash..];
                for (var upper = Math.Max(layer, since) + 1; upper < _layers.Count; upper++)
                {
                    if (++_looks > MaxLooks)
                        throw new SourceException($"the target asks for more than {MaxLooks} looks at layers through links to folders");
                    // A layer that puts something else in place of the link ends it.
                    if (hashes.Removes(_layers[upper], link) || hashes.Replaces(_layers[upper], link))
                        break;
                    if (_others.Removes(_layers[upper], other) || _others.Replaces(_layers[upper], other))
                        return true;
                }
            }
        }

        return false;
    }
}
