using Pavior.Core;
using Pavior.Formats.Deflate;

namespace Pavior.Scan.LocalStores;

/// <summary>
/// A layer that podman unpacked: the tar is put together again from its headers (tar-split) and the unpacked files, so it
/// has the layer's diff id to the byte.
/// </summary>
/// <param name="layer">What it is.</param>
/// <param name="split">The packed list of headers.</param>
/// <param name="files">Folder of the unpacked files.</param>
internal sealed class ContainersLayer(Layer layer, string split, string files) : LayerContent(layer)
{
    /// <summary>The blob is gone; the diff id speaks for the tar.</summary>
    public override Digest? StoredDigest => null;

    public override Task<Stream> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            var packed = new FileStream(split, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024);
            var list = new TarSplitReader(new GzipReader(packed), split);
            return Task.FromResult<Stream>(new TarSplitStream(list, new UnpackedFiles(files)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"{split}: cannot be read ({unreadable.Message})", unreadable);
        }
    }
}
