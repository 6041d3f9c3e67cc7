using Pavior.Core;
using Pavior.Formats.Oci;

namespace Pavior.Scan.Images;

/// <summary>Recognises the image that another was built on.</summary>
internal static class BaseImages
{
    private const string NameKey = "org.opencontainers.image.base.name";
    private const string DigestKey = "org.opencontainers.image.base.digest";

    /// <summary>
    /// The layers are what the history shows; the name is what a label says, else what an annotation of the manifest says. Buildah notes
    /// there whatever its working container came from, which may be an earlier state of this very image: that is no base, and a label of
    /// the image's makers goes before it. Null when nothing tells.
    /// </summary>
    /// <param name="reference">Name of the image itself, where known.</param>
    public static BaseImage? Recognize(OciImageConfig config, OciManifest? manifest, string? reference)
    {
        var byHistory = LayersBelowLastStart(config.History);
        var named = Named(config.Labels, byHistory, "label")
            ?? (manifest is null ? null : Named(manifest.Annotations, byHistory, "annotation"));
        if (named is not null && named.Name != reference)
            return named;
        return byHistory > 0 ? new BaseImage("", byHistory, "history") : null;
    }

    private static BaseImage? Named(IReadOnlyDictionary<string, string> said, int layers, string basis)
    {
        if (!said.TryGetValue(NameKey, out var name) || name.Length == 0)
            return null;
        var digest = Digest.TryParse(said.GetValueOrDefault(DigestKey), out var stated) ? stated : (Digest?)null;
        return new BaseImage(name, layers, basis, digest);
    }

    /// <summary>
    /// Base images nearly always end in CMD or ENTRYPOINT, an instruction without layer. So the last such line that still has
    /// a layer-making line after it is the base's end; all layers up to it are the base's.
    /// </summary>
    private static int LayersBelowLastStart(IReadOnlyList<OciHistory> history)
    {
        var seenLayer = false;
        for (var i = history.Count - 1; i >= 0; i--)
        {
            if (!history[i].EmptyLayer)
            {
                seenLayer = true;
                continue;
            }

            var text = Instructions.Readable(history[i]) ?? "";
            if (seenLayer && (text.StartsWith("CMD", StringComparison.Ordinal) || text.StartsWith("ENTRYPOINT", StringComparison.Ordinal)))
                return history.Take(i).Count(h => !h.EmptyLayer);
        }

        return 0;
    }
}
