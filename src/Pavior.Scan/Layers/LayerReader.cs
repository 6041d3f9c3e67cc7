using System.Security.Cryptography;
using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Formats.Tar;
using Pavior.Scan.Assembly;

namespace Pavior.Scan.Layers;

/// <summary>Opens a layer, unpacks it, walks it, and checks that its bytes are the ones that the manifest and configuration promise.</summary>
internal sealed class LayerReader(ExtractorIndex index, ScanBudget budget)
{
    /// <summary>Unpacked bytes of one layer.</summary>
    private const long MaxUnpacked = 128L * 1024 * 1024 * 1024;

    /// <param name="layer">The layer.</param>
    /// <param name="cancellation">Ends the reading between files.</param>
    /// <exception cref="SourceException">The bytes do not have the promised digest: nothing of the layer can be trusted.</exception>
    public async Task<LayerResult> ReadAsync(LayerContent layer, CancellationToken cancellation)
    {
        using var walker = new LayerWalker(index, budget);
        var name = Name(layer.Layer);
        LayerResult? result = null;
        var damage = await WalkAsync(layer, walker, tar => result = walker.Walk(name, tar), cancellation).ConfigureAwait(false);
        result ??= new LayerBuilder(budget, name).Build();
        return damage is null || result.Gaps.Contains(damage) ? result : result with { Gaps = [.. result.Gaps, damage] };
    }

    /// <summary>Reads files of a layer again under other names. The bytes come anew from where they lie, so they are checked anew.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="aliases">Which files, under which names.</param>
    /// <param name="gaps">Counts what those files say.</param>
    /// <param name="cancellation">Ends the reading between files.</param>
    /// <exception cref="SourceException">The bytes do not have the promised digest.</exception>
    public async Task<AliasResult> ReadAliasesAsync(LayerContent layer, Aliases aliases, FileGaps gaps, CancellationToken cancellation)
    {
        using var walker = new LayerWalker(index, budget);
        var result = AliasResult.Nothing;
        await WalkAsync(layer, walker, tar => result = walker.ReadAliases(tar, aliases, gaps), cancellation).ConfigureAwait(false);
        return result;
    }

    /// <summary>Opens the layer and hands its tar to the walk; then makes sure of every digest. Returns what is damaged in the packing of the layer.</summary>
    private async Task<Gap?> WalkAsync(LayerContent layer, LayerWalker walker, Action<TarReader> walk, CancellationToken cancellation)
    {
        var name = Name(layer.Layer);
        if (layer.SeekableTar is { } tar)
        {
            walk(new TarReader(name, tar));
            return null;
        }

        var stored = await layer.OpenAsync(cancellation).ConfigureAwait(false);
        await using (stored.ConfigureAwait(false))
            return await WalkVerifiedAsync(layer, name, walker, walk, new CancellableStream(stored, cancellation), cancellation).ConfigureAwait(false);
    }

    private async Task<Gap?> WalkVerifiedAsync(
        LayerContent layer, string name, LayerWalker walker, Action<TarReader> walk, Stream stored, CancellationToken cancellation)
    {
        using var hashed = layer.StoredDigest is { } digest ? new HashingStream(stored, Algorithm(digest), layer.Layer.Size, name) : null;
        var (compression, whole) = await PeekAsync(hashed ?? stored, cancellation).ConfigureAwait(false);
        Gap? damage = null;
        try
        {
            using var plain = new MeteredStream(Decompression.Open(compression, whole, name, verify: false), budget.TakeUnpacked);
            // A plain layer is its own unpacked form: one hash serves both digests when they are of one kind.
            using var diff = compression == Compression.None && layer.StoredDigest == layer.Layer.DiffId
                ? null
                : new HashingStream(plain, Algorithm(layer.Layer.DiffId), MaxUnpacked, name);
            walk(new TarReader(name, (Stream?)diff ?? plain));
            if (diff is not null && walker.ReachedEnd)
            {
                Drain(diff);
                Check(name, "diff id", layer.Layer.DiffId, diff.HashHex());
            }
        }
        catch (ParseException unpackable)
        {
            damage = unpackable.AsGap();
        }

        if (hashed is not null)
        {
            Drain(hashed);
            if (hashed.Count < layer.Layer.Size)
                throw new SourceException($"{name}: {hashed.Count} bytes, not the {layer.Layer.Size} that the manifest says");
            Check(name, "digest", layer.StoredDigest!.Value, hashed.HashHex());
        }

        return damage;
    }

    private static async Task<(Compression, Stream)> PeekAsync(Stream stored, CancellationToken cancellation)
    {
        var start = new byte[Decompression.MagicBytes];
        var filled = await stored.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        return (Decompression.Detect(start.AsSpan(0, filled)), new PrefixedStream(start.AsMemory(0, filled), stored));
    }

    private static void Drain(Stream stream)
    {
        var buffer = new byte[128 * 1024];
        while (stream.Read(buffer) > 0)
        {
        }
    }

    private static void Check(string name, string what, Digest expected, string actual)
    {
        if (!expected.Hex.SequenceEqual(actual))
            throw new SourceException($"{name}: {what} mismatch: expected {expected}, the bytes have {actual}");
    }

    private static HashAlgorithmName Algorithm(Digest digest) =>
        digest.Algorithm is "sha512" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256;

    /// <summary>What a layer is called in gaps.</summary>
    public static string Name(Layer layer) => $"layer {layer.Index} ({(layer.Blob ?? layer.DiffId).Short})";
}
