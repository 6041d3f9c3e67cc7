using System.Collections.Concurrent;
using Pavior.Core;
using Pavior.Scan.Assembly;
using Pavior.Scan.Cache;

namespace Pavior.Scan.Layers;

/// <summary>Scans an image: layers in parallel, the largest first, then laid over each other.</summary>
internal sealed class ImageScan(ExtractorIndex index, ScanOptions options)
{
    /// <summary>Hard links to hard links that are followed; one is what tools write.</summary>
    private const int MaxHardLinks = 4;

    private readonly ScanBudget _budget = new();
    private readonly HeapTrim _heap = new();

    /// <exception cref="SourceException">A layer cannot be fetched or is not what the manifest promises.</exception>
    public async Task<Report> RunAsync(ImageContent image, CancellationToken cancellation)
    {
        var assembler = await ReadAsync(image, cancellation).ConfigureAwait(false);
        // The layers are in nobody's hands any more.
        _heap.Trim();
        return new Report(image.Target, assembler.Assemble());
    }

    private async Task<InventoryAssembler> ReadAsync(ImageContent image, CancellationToken cancellation)
    {
        var squash = await ReadLayersAsync(image, cancellation).ConfigureAwait(false);
        var assembler = new InventoryAssembler(link: squash.LinkAt);
        // In an order of its own: what is left out when there is too much must not follow from which layer was read first.
        foreach (var file in squash.VisibleFiles().OrderBy(f => f.Path, StringComparer.Ordinal))
            assembler.Add(file, squash.Origins);
        var linked = await ReadLinkedPlacesAsync(image, squash, cancellation).ConfigureAwait(false);
        foreach (var file in linked.Files)
            assembler.Add(file, static (found, _) => _ => found.Layer!.Value);
        foreach (var (gap, layer) in linked.Gaps)
            assembler.AddGaps([gap], layer);
        foreach (var (gaps, layer) in squash.Gaps())
            assembler.AddGaps(gaps, layer);
        assembler.AddGaps(image.Gaps, layer: null);
        return assembler;
    }

    private async Task<Squash> ReadLayersAsync(ImageContent image, CancellationToken cancellation)
    {
        var stack = new LayerStack(image.Layers.Count);
        var queue = new ConcurrentQueue<LayerContent[]>(image.Layers.GroupBy(Identity).Select(g => g.ToArray()).OrderByDescending(g => g[0].Layer.Size));
        var done = 0;
        var counting = new Lock();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var workers = Enumerable.Range(0, Math.Min(options.Parallelism, image.Layers.Count)).Select(_ => Task.Run(WorkAsync, stopping.Token)).ToArray();
        await AllOrFirstFailureAsync(workers, stopping).ConfigureAwait(false);
        options.Cache?.Prune();
        return stack.Finish();

        async Task WorkAsync()
        {
            while (queue.TryDequeue(out var same))
            {
                stopping.Token.ThrowIfCancellationRequested();
                var result = await ReadLayerAsync(same[0], stopping.Token).ConfigureAwait(false);
                foreach (var layer in same)
                {
                    if (layer != same[0])
                        _budget.Take(result);
                    stack.Add(layer.Layer.Index, result);
                }

                _heap.Trim();
                lock (counting)
                    options.Source.Progress($"layer {done += same.Length} of {image.Layers.Count}");
            }
        }
    }

    /// <summary>Layers of the same stored bytes say the same and are read once, be it that a manifest names one of them a thousand times.</summary>
    private static object Identity(LayerContent layer) =>
        layer.SeekableTar ?? (layer.StoredDigest is { } stored ? (stored, layer.Layer.DiffId, layer.Layer.Size) : (object)layer);

    /// <summary>The first worker that fails stops the others, and what it failed with is thrown, not what stopping did to them.</summary>
    private static async Task AllOrFirstFailureAsync(Task[] workers, CancellationTokenSource stopping)
    {
        await foreach (var ended in Task.WhenEach(workers).ConfigureAwait(false))
        {
            if (ended.IsCompletedSuccessfully)
                continue;
            await stopping.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ended.ConfigureAwait(false);
        }
    }

    /// <summary>Layers read by jumping were not hashed, so their diff id proves nothing: the cache neither gives nor takes them.</summary>
    private LayerCache? CacheFor(LayerContent layer) => layer.SeekableTar is null ? options.Cache : null;

    private async Task<LayerResult> ReadLayerAsync(LayerContent layer, CancellationToken cancellation)
    {
        var cache = CacheFor(layer);
        if (cache?.TryRead(layer.Layer, index.Fingerprint) is { } known)
        {
            _budget.Take(known);
            return known;
        }

        var result = await new LayerReader(index, _budget).ReadAsync(layer, cancellation).ConfigureAwait(false);
        var isWhole = result.Gaps.Count == 0;
        if (result.HardLinks.Count > 0)
        {
            var linked = await ReadHardLinkedAsync(layer, result, cancellation).ConfigureAwait(false);
            isWhole &= linked.IsWhole;
            result = result.With(linked.Found, linked.Gaps);
        }

        if (isWhole && IsLasting(result))
            cache?.Write(layer.Layer, index.Fingerprint, result);
        return result;
    }

    /// <summary>What this machine refused says nothing of the layer: the next scan may read it.</summary>
    private static bool IsLasting(LayerResult result) =>
        !result.Extractions.Values.Any(found => found.Any(e => e.Gaps.Any(g => g.Kind == GapKind.Unreadable)));

    /// <summary>A wanted name may be a hard link to a file that nobody wanted under its own: the layer is read once more, for such files only.</summary>
    private Task<LinkedFiles> ReadHardLinkedAsync(LayerContent layer, LayerResult result, CancellationToken cancellation) =>
        ReadAliasesAsync(layer, new Aliases(result.HardLinks), cancellation);

    /// <summary>
    /// A fixed place, such as a package database, may be a symbolic link or lie in a linked folder: what a tool would find
    /// there is read from where it is, unless those who want the place wanted the file where it is and have read it.
    /// </summary>
    private async Task<(List<VisibleFile> Files, List<(Gap Gap, int Layer)> Gaps)> ReadLinkedPlacesAsync(ImageContent image, Squash squash, CancellationToken cancellation)
    {
        var places = from place in index.Places
                     let real = TarPaths.Follow(place, squash.LinkAt)
                     where real is not null && real != place && !index.WantsAlike(place, real)
                     let layer = squash.LayerOf(real)
                     where layer is not null
                     group (Real: real, Place: place) by layer.Value;
        var files = new List<VisibleFile>();
        var gaps = new List<(Gap, int)>();
        foreach (var inLayer in places.ToArray())
        {
            var aliases = new Aliases(inLayer.Select(p => KeyValuePair.Create(p.Place, p.Real)));
            var layer = image.Layers[inLayer.Key];
            var key = $"{index.Fingerprint}\n{string.Join('\n', inLayer.Select(p => $"{p.Place}\n{p.Real}"))}";
            if (CacheFor(layer)?.TryRead(layer.Layer, key) is not { } result)
            {
                var linked = await ReadAliasesAsync(layer, aliases, cancellation).ConfigureAwait(false);
                result = LayerResult.Of(linked.Found) with { Gaps = linked.Gaps };
                if (linked.IsWhole && IsLasting(result))
                    CacheFor(layer)?.Write(layer.Layer, key, result);
            }

            files.AddRange(result.Extractions.Select(f => new VisibleFile(f.Key, inLayer.Key, f.Value)));
            gaps.AddRange(result.Gaps.Select(g => (g, inLayer.Key)));
        }

        return (files, gaps);
    }

    private async Task<LinkedFiles> ReadAliasesAsync(LayerContent layer, Aliases aliases, CancellationToken cancellation)
    {
        options.Source.Progress($"layer {layer.Layer.Index + 1}: reading {aliases.Count} linked {(aliases.Count == 1 ? "file" : "files")}");
        var wanted = aliases;
        var counted = new FileGaps(LayerReader.Name(layer.Layer));
        var all = new Dictionary<string, IReadOnlyList<Extraction>>(StringComparer.Ordinal);
        for (var followed = 0; aliases.Count > 0 && followed <= MaxHardLinks; followed++)
        {
            var (found, links) = await new LayerReader(index, _budget).ReadAliasesAsync(layer, aliases, counted, cancellation).ConfigureAwait(false);
            foreach (var (path, extractions) in found)
                all[path] = extractions;
            aliases = new Aliases(aliases.Pairs.Where(a => links.ContainsKey(a.Target)).Select(a => KeyValuePair.Create(a.Name, links[a.Target])));
        }

        var gaps = new List<Gap>();
        foreach (var gap in Missing(wanted, all))
        {
            if (!counted.Take(gap))
                continue;
            _budget.TakeGap(gap);
            gaps.Add(gap);
        }

        var rest = counted.Rest();
        return new LinkedFiles(all, rest is null ? gaps : [.. gaps, rest], IsWhole: rest is null);
    }

    private static IEnumerable<Gap> Missing(Aliases wanted, Dictionary<string, IReadOnlyList<Extraction>> found) =>
        wanted.Pairs
            .Where(w => !found.ContainsKey(w.Name))
            .OrderBy(w => w.Name, StringComparer.Ordinal)
            .Select(w => new Gap(w.Name, GapKind.Malformed, $"{w.Name}: expected a file behind the link to {w.Target}"));

    /// <param name="Found">What was found in the files, by the name that was asked for.</param>
    /// <param name="Gaps">What was not there.</param>
    /// <param name="IsWhole">False when more gaps were met than are listed.</param>
    private sealed record LinkedFiles(IReadOnlyDictionary<string, IReadOnlyList<Extraction>> Found, IReadOnlyList<Gap> Gaps, bool IsWhole);
}
