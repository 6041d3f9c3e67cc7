using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Formats.Oci;

/// <summary>An image index: manifests for several platforms, or the names in an OCI layout.</summary>
public sealed record OciIndex(IReadOnlyList<OciDescriptor> Manifests)
{
    /// <summary>Manifests in one index.</summary>
    public const int MaxManifests = 10_000;

    /// <exception cref="ParseException">Not an image index.</exception>
    public static OciIndex Parse(ReadOnlyMemory<byte> json, string path)
    {
        using var document = JsonReading.Parse(json, path);
        var manifests = document.RootElement.Items("manifests").Take(MaxManifests + 1).Select(m => OciParsing.Descriptor(m, path)).ToArray();
        if (manifests.Length > MaxManifests)
            throw ParseException.Limit(path, $"more than {MaxManifests} manifests");
        if (manifests.Length == 0)
            throw new ParseException(path, 0, "an image index with manifests");
        return new OciIndex(manifests);
    }

    /// <summary>The manifest for a platform; attestation manifests (platform unknown/unknown) never match. Null when there is none.</summary>
    public OciDescriptor? Choose(OciPlatform wanted)
    {
        var images = Manifests.Where(m => OciMediaTypes.IsManifest(m.MediaType) || OciMediaTypes.IsIndex(m.MediaType)).ToArray();
        if (images is [{ Platform: null } only])
            return only;
        return Array.Find(images, m => m.Platform is { } offered && wanted.Accepts(offered));
    }
}
