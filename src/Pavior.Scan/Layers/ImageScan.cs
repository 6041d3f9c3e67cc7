using System.Collections.Concurrent;
using Pavior.Core;
using Pavior.Scan.Assembly;

namespace Pavior.Scan.Layers;

/// <summary>Scans an image: layers in parallel, the largest first, then laid over each other.</summary>
internal sealed class ImageScan(ExtractorIndex index, ScanOptions options)
{
    /// <exception cref="SourceException">A layer cannot be fetched or is not what the manifest promises.</exception>
    public async Task<Report> RunAsync(ImageContent image, CancellationToken cancellation)
    {
        var layers = await ReadLayersAsync(image, cancellation).ConfigureAwait(false);
        await ReadLinkedAsync(image, layers, cancellation).ConfigureAwait(false);
        var squash = new Squash(layers);
        var assembler = new InventoryAssembler(link: squash.LinkAt);
        foreach (var file in squash.VisibleFiles())
            assembler.Add(file, squash.Origins);
        foreach (var (layer, i) in layers.Select((l, i) => (l, i)))
            assembler.AddGaps(layer.Gaps, i);
        return new Report(image.Target, assembler.Assemble());
    }

    private async Task<LayerResult[]> ReadLayersAsync(ImageContent image, CancellationToken cancellation)
    {
        var results = new LayerResult[image.Layers.Count];
        var queue = new ConcurrentQueue<LayerContent>(image.Layers.OrderByDescending(l => l.Layer.Size));
        var done = 0;
        var workers = Enumerable.Range(0, Math.Min(options.Parallelism, image.Layers.Count)).Select(_ => Task.Run(WorkAsync, cancellation)).ToArray();
        await Task.WhenAll(workers).ConfigureAwait(false);
        options.Cache?.Prune();
        return results;

        async Task WorkAsync()
        {
            var reader = new LayerReader(index);
            while (queue.TryDequeue(out var layer))
            {
                results[layer.Layer.Index] = await ReadLayerAsync(reader, layer, cancellation).ConfigureAwait(false);
                options.Source.Progress($"layer {Interlocked.Increment(ref done)} of {results.Length}");
            }
        }
    }

    /// <summary>Layers read by jumping were not hashed, so their diff id proves nothing: the cache neither gives nor takes them.</summary>
    private async Task<LayerResult> ReadLayerAsync(LayerReader reader, LayerContent layer, CancellationToken cancellation)
    {
        var cache = layer.SeekableTar is null ? options.Cache : null;
        if (cache?.TryRead(layer.Layer, index.Fingerprint) is { } known)
            return known;
        var result = await reader.ReadAsync(layer, cancellation).ConfigureAwait(false);
        if (result.Gaps.Count == 0)
            cache?.Write(layer.Layer, index.Fingerprint, result);
        return result;
    }

    /// <summary>
    /// Some wanted files stand only behind links: a hard link to a name nobody wants, or a database folder that is a
    /// symbolic link. Such a file's layer is read once more, for these files only.
    /// </summary>
    private async Task ReadLinkedAsync(ImageContent image, LayerResult[] layers, CancellationToken cancellation)
    {
        var squash = new Squash(layers);
        var aliases = new SortedDictionary<int, Dictionary<string, List<string>>>();
        for (var i = 0; i < layers.Length; i++)
        {
            foreach (var (path, target) in layers[i].HardLinks)
                Want(i, target, path);
        }

        foreach (var place in index.Places)
        {
            var real = TarPaths.Follow(place, squash.LinkAt);
            if (real is not null && real != place && squash.LayerOf(real) is { } layer)
                Want(layer, real, place);
        }

        foreach (var (layer, wanted) in aliases)
        {
            options.Source.Progress($"layer {layer + 1}: reading {wanted.Count} linked files");
            var found = await new LayerReader(index).ReadAliasesAsync(image.Layers[layer], wanted, cancellation).ConfigureAwait(false);
            layers[layer] = layers[layer].With(found, Missing(wanted, found));
        }

        void Want(int layer, string target, string alias)
        {
            if (!aliases.TryGetValue(layer, out var inLayer))
                aliases[layer] = inLayer = new(StringComparer.Ordinal);
            if (!inLayer.TryGetValue(target, out var paths))
                inLayer[target] = paths = [];
            paths.Add(alias);
        }
    }

    private static IEnumerable<Gap> Missing(Dictionary<string, List<string>> wanted, Dictionary<string, IReadOnlyList<Extraction>> found) =>
        from entry in wanted
        from alias in entry.Value
        where !found.ContainsKey(alias)
        orderby alias
        select new Gap(alias, GapKind.Malformed, $"{alias}: expected a file behind the link to {entry.Key}");
}
