using Pavior.Core;
using Pavior.Formats.Oci;

namespace Pavior.Scan.Registry;

/// <summary>A layer that comes from the network each time it is opened; nothing of it is written to disk.</summary>
/// <param name="layer">What it is.</param>
/// <param name="blob">Its descriptor in the manifest.</param>
/// <param name="places">Where it may be had, best first.</param>
internal sealed class RegistryLayer(Layer layer, OciDescriptor blob, IReadOnlyList<RegistryRepository> places) : LayerContent(layer)
{
    public override async Task<Stream> OpenAsync(CancellationToken cancellation)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await places[i].OpenBlobAsync(blob, cancellation).ConfigureAwait(false);
            }
            catch (SourceException) when (i + 1 < places.Count)
            {
                // A mirror may lack blobs of images that it has the manifest of; the next place is asked.
            }
        }
    }
}
