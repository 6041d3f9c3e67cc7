using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Formats.Oci;

/// <summary>An image manifest: a configuration and the layers from the bottom up.</summary>
public sealed record OciManifest(OciDescriptor Config, IReadOnlyList<OciDescriptor> Layers)
{
    /// <summary>Bytes of a manifest or index; the distribution specification asks registries for at least 4 MiB.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Layers of one image; runtimes stop at 127 to 500.</summary>
    public const int MaxLayers = 1024;

    public IReadOnlyDictionary<string, string> Annotations { get; init; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <param name="json">The manifest's bytes.</param>
    /// <param name="path">What it is called in errors.</param>
    /// <exception cref="ParseException">Not an image manifest.</exception>
    public static OciManifest Parse(ReadOnlyMemory<byte> json, string path)
    {
        using var document = JsonReading.Parse(json, path);
        var root = document.RootElement;
        if (root.Object("config") is not { } config)
            throw new ParseException(path, 0, "an image manifest with a config descriptor");
        var layers = root.Items("layers").Select(l => OciParsing.Descriptor(l, path)).ToArray();
        if (layers.Length > MaxLayers)
            throw ParseException.Limit(path, $"{layers.Length} layers, more than the limit of {MaxLayers}");
        return new OciManifest(OciParsing.Descriptor(config, path), layers) { Annotations = OciParsing.Strings(root, "annotations") };
    }
}
