using System.Security.Cryptography;
using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Oci;

namespace Pavior.Scan.Images;

/// <summary>Opens an image in the form that <c>docker save</c> writes: manifest.json, a configuration and plain layer tars.</summary>
internal static class DockerArchive
{
    /// <param name="files">The archive; disposed with the image.</param>
    /// <param name="name">The reference as the user gave it.</param>
    /// <param name="tag">The repository tag to take; null for the only image.</param>
    /// <param name="shown">What the report calls it.</param>
    /// <exception cref="SourceException">Nothing or more than one thing fits, or a part is missing.</exception>
    public static StoredImage Open(FileSet files, string name, string? tag, string shown)
    {
        var manifest = files.TryOpen("manifest.json") ?? throw new SourceException($"{name}: no manifest.json, so not a docker archive");
        using var document = JsonReading.Parse(manifest.ReadAll(OciManifest.MaxBytes), $"{name}: manifest.json");
        var image = Choose(document.RootElement, name, tag);

        var configPath = image.Text("Config") ?? throw new SourceException($"{name}: manifest.json names no Config");
        var configFile = files.TryOpen(configPath) ?? throw new SourceException($"{name}: {configPath} is missing");
        var configBytes = configFile.ReadAll(OciImageConfig.MaxBytes);
        var configDigest = Digest.Sha256(SHA256.HashData(configBytes.Span));
        var config = OciImageConfig.Parse(configBytes, $"{name}: {configPath}");

        var target = ImageTargets.Create(name, manifestDigest: null, configDigest, config, manifest: null, Reference(image, tag)) with { Name = shown };
        var paths = image.Items("Layers").Select(l => l.TextOrNull() ?? "").ToArray();
        if (paths.Length != target.Layers.Count)
            throw new SourceException($"{name}: manifest.json names {paths.Length} layers, the configuration {target.Layers.Count} diff ids");
        var stored = paths.Select(path => files.TryOpen(path) ?? throw new SourceException($"{name}: layer {path} is missing")).ToArray();
        target = target with { Layers = target.Layers.Select(l => l with { Size = stored[l.Index].Length }).ToArray() };
        return new StoredImage(target, target.Layers.Select(l => new StoredLayer(l, stored[l.Index])).ToArray(), files);
    }

    /// <summary>Of several repository tags the one that was asked for, else the first.</summary>
    private static string? Reference(JsonElement image, string? tag)
    {
        var tags = image.Items("RepoTags").Select(t => t.TextOrNull()).ToArray();
        return ImageNames.Reference(tag is null ? tags.FirstOrDefault() : tags.FirstOrDefault(t => Named(t, tag)));
    }

    private static JsonElement Choose(JsonElement manifest, string name, string? tag)
    {
        var images = manifest.ValueKind == JsonValueKind.Array ? manifest.EnumerateArray().ToArray() : [];
        var fitting = tag is null ? images : Array.FindAll(images, i => i.Items("RepoTags").Any(t => Named(t.TextOrNull(), tag)));
        return fitting switch
        {
            [var one] => one,
            [] when images.Length == 0 => throw new SourceException($"{name}: manifest.json lists no image"),
            [] => throw new SourceException($"{name}: no image named {tag}; there are {Names(images)}"),
            _ => throw new SourceException($"{name}: more than one image; name one after a colon: {Names(images)}"),
        };
    }

    private static bool Named(string? repoTag, string tag) =>
        repoTag is not null && (repoTag == tag || repoTag.EndsWith("/" + tag, StringComparison.Ordinal) || repoTag.EndsWith(":" + tag, StringComparison.Ordinal));

    private static string Names(JsonElement[] images) =>
        string.Join(", ", images.SelectMany(i => i.Items("RepoTags")).Select(t => t.TextOrNull()));
}
