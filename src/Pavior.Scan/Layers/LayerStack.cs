using Pavior.Core;

namespace Pavior.Scan.Layers;

/// <summary>
/// Takes the layers of an image in whatever order they are finished and keeps of each only what the others leave visible,
/// so that memory follows what the image holds and not how many layers it was built in.
/// </summary>
internal sealed class LayerStack(int count)
{
    private readonly LayerResult?[] _layers = new LayerResult?[count];
    private readonly Dictionary<string, List<FormerCopy>>[] _former = Enumerable.Range(0, count).Select(_ => new Dictionary<string, List<FormerCopy>>(StringComparer.Ordinal)).ToArray();
    private readonly Dictionary<PackageUrl, PackageUrl> _purls = [];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly PathHashes _hashes = new();
    private readonly Lock _adding = new();

    /// <summary>Adds a layer; several threads may.</summary>
    /// <param name="index">Its place, the lowest being 0.</param>
    /// <param name="layer">What it says by itself.</param>
    public void Add(int index, LayerResult layer)
    {
        lock (_adding)
        {
            _layers[index] = Visible(index, layer with { Links = Shared(layer.Links) }, _layers[(index + 1)..]);
            for (var lower = 0; lower < index; lower++)
            {
                if (_layers[lower] is { } known)
                    _layers[lower] = Visible(lower, known, [layer]);
            }
        }
    }

    /// <summary>The finished image, once every layer is here.</summary>
    public Squash Finish()
    {
        var through = new FolderLinks(_layers!);
        for (var index = 0; index < _layers.Length; index++)
        {
            _layers[index] = Visible(
                index,
                _layers[index]!,
                path => through.IsHidden(index, path, _hashes),
                name => !through.IsHidden(index, name, _hashes) && !IsHidden(name, _layers[(index + 1)..]));
        }

        return new Squash(_layers!, _former);
    }

    private LayerResult Visible(int index, LayerResult layer, LayerResult?[] uppers) =>
        Visible(index, layer, path => IsHidden(path, uppers), name => !IsHidden(name, _layers[(index + 1)..]));

    private LayerResult Visible(int index, LayerResult layer, Predicate<string> isHidden, Predicate<string> survives)
    {
        Dictionary<string, IReadOnlyList<Extraction>>? kept = null;
        var names = new Lazy<ILookup<string, string>>(() => layer.OtherNames.ToLookup(n => n.Value, n => n.Key, StringComparer.Ordinal));
        foreach (var (path, found) in layer.Extractions)
        {
            if (!isHidden(path))
                continue;
            kept ??= new Dictionary<string, IReadOnlyList<Extraction>>(layer.Extractions, StringComparer.Ordinal);
            kept.Remove(path);
            var survivor = layer.OtherNames.Count == 0
                ? null
                : names.Value[layer.OtherNames.GetValueOrDefault(path, path)].Where(n => survives(n)).Order(StringComparer.Ordinal).FirstOrDefault();
            // Under the file's first name, whichever of its names was hidden last: that depends on which layer was read first.
            if (survivor is null)
                Remember(index, layer.OtherNames.GetValueOrDefault(path, path), found);
            else
                kept[survivor] = [.. found.Select(e => e.Under(survivor))];
        }

        if (kept is null)
            return layer;
        kept.TrimExcess();
        return layer with { Extractions = kept };
    }

    private void Remember(int index, string path, IReadOnlyList<Extraction> found)
    {
        foreach (var copies in found.Where(e => e.Packages.Count > 0).GroupBy(e => e.Extractor, StringComparer.Ordinal))
        {
            if (!_former[index].TryGetValue(path, out var known))
                _former[index][path] = known = [];
            known.Add(new FormerCopy(copies.Key, copies.SelectMany(e => e.Packages).Select(p => Shared(p.Purl)).ToHashSet()));
        }
    }

    /// <summary>The same links, with the texts of those that other layers have too.</summary>
    private Dictionary<string, string> Shared(IReadOnlyDictionary<string, string> links)
    {
        var shared = new Dictionary<string, string>(links.Count, StringComparer.Ordinal);
        foreach (var (path, target) in links)
            shared[Shared(path)] = Shared(target);
        return shared;
    }

    private string Shared(string text)
    {
        if (_texts.TryGetValue(text, out var known))
            return known;
        _texts[text] = text;
        return text;
    }

    private PackageUrl Shared(PackageUrl purl)
    {
        if (_purls.TryGetValue(purl, out var known))
            return known;
        _purls[purl] = purl;
        return purl;
    }

    private bool IsHidden(string path, LayerResult?[] uppers)
    {
        foreach (var upper in uppers)
        {
            if (upper is not null && (_hashes.Removes(upper, path) || _hashes.Replaces(upper, path)))
                return true;
        }

        return false;
    }
}
