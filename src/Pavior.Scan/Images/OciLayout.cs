using System.Security.Cryptography;
using Pavior.Core;
using Pavior.Formats.Oci;

namespace Pavior.Scan.Images;

/// <summary>Opens an image in an OCI image layout (image-spec, image-layout.md), be it a folder or a tar of one.</summary>
internal static class OciLayout
{
    /// <summary>An index may point to an index, as multi-platform images in a layout do; deeper is not done in practice.</summary>
    private const int MaxIndexDepth = 3;

    /// <param name="files">The layout; disposed with the image.</param>
    /// <param name="name">The reference as the user gave it.</param>
    /// <param name="tag">The <c>ref.name</c> to take; null for the only one.</param>
    /// <param name="options">The platform wanted.</param>
    /// <param name="place">What the report calls it, and by which name it is known where it lies; null for the reference as given and the layout's own word.</param>
    /// <exception cref="SourceException">Nothing or more than one thing fits, a blob is missing, or a digest differs.</exception>
    public static StoredImage Open(FileSet files, string name, string? tag, SourceOptions options, (string Shown, string? Reference)? place = null)
    {
        var index = files.TryOpen("index.json") ?? throw new SourceException($"{name}: no index.json, so not an OCI layout");
        var wanted = WantedPlatform(options);
        var top = OciIndex.Parse(index.ReadAll(OciManifest.MaxBytes), $"{name}: index.json");
        var descriptor = ChooseTop(top, name, tag, wanted);
        var reference = place?.Reference ?? ImageNames.Reference(descriptor.RefName);
        for (var depth = 0; OciMediaTypes.IsIndex(descriptor.MediaType); depth++)
        {
            if (depth == MaxIndexDepth)
                throw new SourceException($"{name}: indexes nested deeper than {MaxIndexDepth}");
            var nested = OciIndex.Parse(ReadVerified(files, name, descriptor, OciManifest.MaxBytes), $"{name}: index {descriptor.Digest}");
            descriptor = nested.Choose(wanted) ?? throw NoPlatform(name, wanted, nested);
        }

        var manifest = OciManifest.Parse(ReadVerified(files, name, descriptor, OciManifest.MaxBytes), $"{name}: manifest {descriptor.Digest}");
        var config = OciImageConfig.Parse(ReadVerified(files, name, manifest.Config, OciImageConfig.MaxBytes), $"{name}: configuration {manifest.Config.Digest}");
        var target = ImageTargets.Create(name, descriptor.Digest, manifest.Config.Digest, config, manifest, reference) with { Name = place?.Shown ?? name };
        var layers = target.Layers.Select(layer => Stored(files, name, layer)).ToArray();
        return new StoredImage(target, layers, files);
    }

    /// <summary>The platform asked for, or this machine's.</summary>
    public static OciPlatform WantedPlatform(SourceOptions options)
    {
        if (options.Platform is null)
            return OciPlatform.Current;
        return OciPlatform.TryParse(options.Platform, out var platform)
            ? platform
            : throw new SourceException($"--platform {options.Platform}: expected os/architecture[/variant]");
    }

    public static SourceException NoPlatform(string name, OciPlatform wanted, OciIndex index) =>
        new($"{name}: no image for {wanted}; there are {string.Join(", ", index.Manifests.Select(m => m.Platform?.ToString() ?? "unnamed").Distinct())}");

    /// <summary>Throws when the bytes do not have the digest.</summary>
    public static void Verify(ReadOnlySpan<byte> bytes, Digest expected, string name)
    {
        var actual = Hash(bytes, expected);
        if (!expected.Hex.SequenceEqual(actual))
            throw new SourceException($"{name}: digest mismatch: expected {expected}, the bytes have {actual}");
    }

    private static string Hash(ReadOnlySpan<byte> bytes, Digest expected) => Convert.ToHexStringLower(
        expected.Algorithm is "sha512" ? SHA512.HashData(bytes) : SHA256.HashData(bytes));

    private static OciDescriptor ChooseTop(OciIndex index, string name, string? tag, OciPlatform wanted)
    {
        var named = tag is null ? index.Manifests : index.Manifests.Where(m => m.RefName == tag || m.Digest.ToString() == tag).ToArray();
        return named.Count switch
        {
            1 => named[0],
            0 => throw new SourceException($"{name}: no image named {tag}; there are {Names(index)}"),
            _ => new OciIndex(named).Choose(wanted) is { } chosen && named.Count(m => m.Platform is not null) == named.Count
                ? chosen
                : throw new SourceException($"{name}: more than one image; name one after a colon: {Names(index)}"),
        };
    }

    private static string Names(OciIndex index) => string.Join(", ", index.Manifests.Select(m => m.RefName ?? m.Digest.ToString()));

    private static ReadOnlyMemory<byte> ReadVerified(FileSet files, string name, OciDescriptor descriptor, int limit)
    {
        var blob = files.TryOpen(BlobPath(descriptor.Digest))
            ?? throw new SourceException($"{name}: blob {descriptor.Digest} is missing");
        if (blob.Length != descriptor.Size)
            throw new SourceException($"{name}: blob {descriptor.Digest} has {blob.Length} bytes, not the {descriptor.Size} that its descriptor says");
        var bytes = blob.ReadAll(limit);
        Verify(bytes.Span, descriptor.Digest, $"{name}: blob {descriptor.Digest.Short}");
        return bytes;
    }

    private static StoredLayer Stored(FileSet files, string name, Layer layer)
    {
        var blob = files.TryOpen(BlobPath(layer.Blob!.Value))
            ?? throw new SourceException($"{name}: layer {layer.Index} is missing: {layer.Blob}");
        return blob.Length == layer.Size
            ? new StoredLayer(layer, blob)
            : throw new SourceException($"{name}: layer {layer.Index} ({layer.Blob!.Value.Short}) has {blob.Length} bytes, not the {layer.Size} that the manifest says");
    }

    private static string BlobPath(Digest digest) => $"blobs/{digest.Algorithm}/{digest.Hex}";
}
