using System.Security.Cryptography;
using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Formats.Tar;

namespace Pavior.Scan.Layers;

/// <summary>Opens a layer, unpacks it, walks it, and checks that its bytes are the ones that the manifest and configuration promise.</summary>
internal sealed class LayerReader(ExtractorIndex index, ScanBudget budget)
{
    /// <summary>Unpacked bytes of one layer.</summary>
    private const long MaxUnpacked = 256L * 1024 * 1024 * 1024;

    /// <param name="layer">The layer.</param>
    /// <param name="cancellation">Ends the reading between files.</param>
    /// <exception cref="SourceException">The bytes do not have the promised digest: nothing of the layer can be trusted.</exception>
    public async Task<LayerResult> ReadAsync(LayerContent layer, CancellationToken cancellation)
    {
        using var walker = new LayerWalker(index, budget);
        var name = Name(layer.Layer);
        if (layer.SeekableTar is { } tar)
            return walker.Walk(name, new TarReader(name, tar));
        var stored = await layer.OpenAsync(cancellation).ConfigureAwait(false);
        await using (stored.ConfigureAwait(false))
            return WalkVerified(layer, name, walker, new CancellableStream(stored, cancellation));
    }

    /// <summary>Reads files of a layer again under other names; the bytes were verified the first time.</summary>
    public async Task<Dictionary<string, IReadOnlyList<Extraction>>> ReadAliasesAsync(
        LayerContent layer, IReadOnlyDictionary<string, List<string>> aliases, CancellationToken cancellation)
    {
        using var walker = new LayerWalker(index, budget);
        var name = Name(layer.Layer);
        if (layer.SeekableTar is { } tar)
            return walker.ReadAliases(new TarReader(name, tar), aliases);
        var stored = await layer.OpenAsync(cancellation).ConfigureAwait(false);
        await using (stored.ConfigureAwait(false))
        {
            var (compression, whole) = await PeekAsync(stored, cancellation).ConfigureAwait(false);
            var plain = Decompression.Open(compression, whole, name);
            await using (plain.ConfigureAwait(false))
                return walker.ReadAliases(new TarReader(name, plain), aliases);
        }
    }

    private LayerResult WalkVerified(LayerContent layer, string name, LayerWalker walker, Stream stored)
    {
        using var hashed = layer.StoredDigest is { } digest ? new HashingStream(stored, Algorithm(digest), layer.Layer.Size, name) : null;
        var (compression, whole) = PeekAsync(hashed ?? stored, CancellationToken.None).GetAwaiter().GetResult();
        LayerResult result;
        try
        {
            using var plain = Decompression.Open(compression, whole, name);
            using var diff = compression == Compression.None && hashed is not null ? null : new HashingStream(plain, Algorithm(layer.Layer.DiffId), MaxUnpacked, name);
            result = WalkUnpacked(layer.Layer, name, walker, plain, diff);
        }
        catch (ParseException unpackable)
        {
            var nothing = new LayerBuilder(budget);
            nothing.Add(unpackable.AsGap());
            result = nothing.Build();
        }

        if (hashed is not null)
        {
            Drain(hashed);
            if (hashed.Count < layer.Layer.Size)
                throw new SourceException($"{name}: {hashed.Count} bytes, not the {layer.Layer.Size} that the manifest says");
            Check(name, "digest", layer.StoredDigest!.Value, hashed.HashHex());
        }

        return result;
    }

    private static LayerResult WalkUnpacked(Layer layer, string name, LayerWalker walker, Stream plain, HashingStream? diff)
    {
        var result = walker.Walk(name, new TarReader(name, diff ?? plain));
        if (diff is null || result.Gaps.Count > 0)
            return result;
        try
        {
            Drain(diff);
        }
        catch (ParseException damagedAfterTar)
        {
            return result with { Gaps = [damagedAfterTar.AsGap()] };
        }

        Check(name, "diff id", layer.DiffId, diff.HashHex());
        return result;
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

    private static string Name(Layer layer) => $"layer {layer.Index} ({(layer.Blob ?? layer.DiffId).Short})";
}
