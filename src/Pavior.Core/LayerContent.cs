namespace Pavior.Core;

/// <summary>The bytes of one layer as stored: a tar, plain or compressed.</summary>
public abstract class LayerContent(Layer layer)
{
    public Layer Layer { get; } = layer;

    /// <summary>
    /// The digest that the stored bytes must have; the reader checks it and refuses the layer when it differs.
    /// Null where the source keeps none (docker archive, local stores), then the diff id speaks for the tar.
    /// </summary>
    public virtual Digest? StoredDigest => Layer.Blob;

    /// <summary>The stored tar as a file that can be read at any offset, when it is uncompressed and local; else null.</summary>
    public virtual FileContent? SeekableTar => null;

    /// <summary>The stored bytes from the start, compressed or not. The caller disposes the stream.</summary>
    public abstract Task<Stream> OpenAsync(CancellationToken cancellation);
}
