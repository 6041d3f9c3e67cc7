using Pavior.Core;
using Pavior.Formats.Oci;

namespace Pavior.Scan.Images;

/// <summary>Recognises the image that another was built on.</summary>
internal static class BaseImages
{
    private const string NameLabel = "org.opencontainers.image.base.name";
    private const string DigestLabel = "org.opencontainers.image.base.digest";

    /// <summary>By label, then by history; null when nothing tells. The label gives the name, the history the layers.</summary>
    public static BaseImage? Recognize(OciImageConfig config)
    {
        var byHistory = LayersBelowLastStart(config.History);
        if (config.Labels.TryGetValue(NameLabel, out var name) && name.Length > 0)
        {
            var digest = Digest.TryParse(config.Labels.GetValueOrDefault(DigestLabel), out var stated) ? stated : (Digest?)null;
            return new BaseImage(name, byHistory, "label", digest);
        }

        return byHistory > 0 ? new BaseImage("", byHistory, "history") : null;
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
