using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.Images;

/// <summary>A layer whose stored bytes are a local file or a stretch of one.</summary>
internal sealed class StoredLayer(Layer layer, FileContent stored) : LayerContent(layer)
{
    /// <summary>Only without a digest to check: checking one means reading everything anyway.</summary>
    public override FileContent? SeekableTar => StoredDigest is null && IsPlain() ? stored : null;

    public override Task<Stream> OpenAsync(CancellationToken cancellation) => Task.FromResult(stored.OpenRead());

    private bool IsPlain()
    {
        Span<byte> start = stackalloc byte[Decompression.MagicBytes];
        return Decompression.Detect(start[..stored.ReadAt(0, start)]) == Compression.None;
    }
}
