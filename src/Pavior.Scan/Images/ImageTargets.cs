using Pavior.Core;
using Pavior.Formats.Oci;

namespace Pavior.Scan.Images;

/// <summary>Builds the description of an image from its manifest and configuration, wherever they came from.</summary>
internal static class ImageTargets
{
    /// <param name="name">The reference as the user gave it.</param>
    /// <param name="manifestDigest">Null for a docker archive, which has no manifest of its own.</param>
    /// <param name="configDigest">Digest of the configuration's bytes.</param>
    /// <param name="config">The parsed configuration.</param>
    /// <param name="manifest">Names the stored layers; null where layers are stored as plain tars.</param>
    /// <param name="reference">The name by which the image knows itself; null when nothing says it.</param>
    /// <exception cref="SourceException">Too many layers, or layers and diff ids do not pair up.</exception>
    public static Target Create(
        string name, Digest? manifestDigest, Digest configDigest, OciImageConfig config, OciManifest? manifest, string? reference)
    {
        if (config.DiffIds.Count > OciManifest.MaxLayers)
            throw new SourceException($"{name}: {config.DiffIds.Count} layers, more than the limit of {OciManifest.MaxLayers}");
        var blobs = manifest?.Layers;
        if (blobs is not null && blobs.Count != config.DiffIds.Count)
            throw new SourceException($"{name}: the manifest names {blobs.Count} layers, the configuration {config.DiffIds.Count} diff ids");
        var instructions = Instructions.ForLayers(config.History, config.DiffIds.Count);
        var basis = BaseImages.Recognize(config, manifest, reference);
        return new Target(TargetKind.Image, name)
        {
            Digest = manifestDigest,
            ConfigDigest = configDigest,
            Reference = reference,
            Platform = config.Platform.ToString(),
            Created = config.Created,
            User = config.User,
            Command = [.. config.Entrypoint, .. config.Command],
            Labels = config.Labels,
            Base = basis,
            Layers = config.DiffIds.Select((diffId, index) => new Layer(index, diffId)
            {
                Blob = blobs?[index].Digest,
                Size = blobs?[index].Size ?? 0,
                Instruction = instructions[index],
                FromBase = basis is not null && index < basis.LayerCount,
            }).ToArray(),
        };
    }
}
