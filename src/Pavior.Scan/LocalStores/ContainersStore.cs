using System.Text;
using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Formats.Json;
using Pavior.Formats.Oci;
using Pavior.Scan.Images;

namespace Pavior.Scan.LocalStores;

/// <summary>One store of github.com/containers/storage: images.json and layers.json of a driver, and what they point to.</summary>
internal sealed class ContainersStore
{
    /// <summary>Bytes of images.json or layers.json; a busy build machine has some ten megabytes.</summary>
    private const int MaxBytes = 256 * 1024 * 1024;

    private static readonly string[] Drivers = ["overlay", "vfs"];

    private readonly string _root;
    private readonly string _driver;
    private readonly IReadOnlyList<ContainersImage> _images;

    private ContainersStore(string root, string driver, IReadOnlyList<ContainersImage> images)
    {
        _root = root;
        _driver = driver;
        _images = images;
    }

    /// <summary>The store at a folder; null when there is none.</summary>
    /// <exception cref="SourceException">The store's driver is one that is not read.</exception>
    /// <exception cref="ParseException">images.json is damaged.</exception>
    public static ContainersStore? TryOpen(string root)
    {
        foreach (var driver in Drivers)
        {
            var path = Path.Combine(root, driver + "-images", "images.json");
            if (!File.Exists(path))
                continue;
            using var document = Read(path);
            return new ContainersStore(root, driver, document.RootElement.ValueKind == JsonValueKind.Array
                ? document.RootElement.EnumerateArray().Select(ContainersImage.Read).OfType<ContainersImage>().ToArray()
                : throw new ParseException(path, 0, "an array of images"));
        }

        return Directory.Exists(Path.Combine(root, "btrfs-images")) || Directory.Exists(Path.Combine(root, "zfs-images"))
            ? throw new SourceException($"{root}: a store of the btrfs or zfs driver, where only overlay and vfs are read")
            : null;
    }

    /// <summary>The image of that name or id; null when there is none.</summary>
    /// <exception cref="SourceException">More than one fits.</exception>
    public ContainersImage? Find(string written)
    {
        var found = _images.Where(i => i.Names.Contains(written, StringComparer.Ordinal)).ToArray();
        if (found.Length == 0)
            found = _images.Where(i => i.IsCalled(written)).ToArray();
        return found.Length < 2
            ? found.FirstOrDefault()
            : throw new SourceException($"{written}: more than one image in {_root}: {string.Join(", ", found.Select(i => i.DisplayName))}");
    }

    /// <exception cref="SourceException">A part is missing or does not have its digest.</exception>
    public ImageContent Open(ContainersImage image, string written)
    {
        var name = image.Names.Count > 0 ? image.Names[0] : written;
        var manifestBytes = BigData(image, "manifest", OciManifest.MaxBytes);
        var manifestDigest = Digest.Sha256(System.Security.Cryptography.SHA256.HashData(manifestBytes.Span));
        var manifest = OciManifest.Parse(manifestBytes, $"{name}: manifest");
        var configBytes = BigData(image, manifest.Config.Digest.ToString(), OciImageConfig.MaxBytes);
        OciLayout.Verify(configBytes.Span, manifest.Config.Digest, $"{name}: configuration");
        var target = ImageTargets.Create(
            name, manifestDigest, manifest.Config.Digest, OciImageConfig.Parse(configBytes, $"{name}: configuration"), manifest, ImageNames.Reference(image.Names.Count > 0 ? image.Names[0] : null));
        var chain = Chain(image.Layer, target.Layers.Count, name);
        return new LocalImage(target, target.Layers.Select(l => Layer(l, chain[l.Index], name)).ToArray());
    }

    private ContainersLayer Layer(Layer layer, string id, string name)
    {
        var split = Path.Combine(_root, _driver + "-layers", id + ".tar-split.gz");
        var files = _driver == "vfs" ? Path.Combine(_root, "vfs", "dir", id) : Path.Combine(_root, _driver, id, "diff");
        if (!File.Exists(split))
            throw new SourceException($"{name}: layer {layer.Index} has no {split}, which tells how its tar was laid out");
        return new ContainersLayer(layer, split, files);
    }

    /// <summary>Ids of the layers from the bottom up.</summary>
    private List<string> Chain(string? top, int count, string name)
    {
        var path = Path.Combine(_root, _driver + "-layers", "layers.json");
        using var document = Read(path);
        var parents = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var layer in document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray() : default)
        {
            if (layer.Text("id") is { } id)
                parents[id] = layer.Text("parent") is { Length: > 0 } parent ? parent : null;
        }

        var chain = new List<string>();
        for (var id = top; id is { Length: > 0 }; id = parents[id])
        {
            if (!ContainersImage.IsHex(id) || !parents.ContainsKey(id) || chain.Count == count)
                throw new SourceException($"{name}: {path} does not lead from layer {top} down through {count} layers");
            chain.Add(id);
        }

        chain.Reverse();
        return chain.Count == count
            ? chain
            : throw new SourceException($"{name}: {chain.Count} layers in {path}, {count} in the configuration");
    }

    /// <summary>A named piece of an image: names beyond letters, digits and dots are kept in base 64 (makeBigDataBaseName).</summary>
    private ReadOnlyMemory<byte> BigData(ContainersImage image, string key, int limit)
    {
        var file = key.All(c => char.IsAsciiLetterOrDigit(c) || c == '.') ? key : "=" + Convert.ToBase64String(Encoding.UTF8.GetBytes(key));
        var path = Path.Combine(_root, _driver + "-images", image.Id, file);
        if (!File.Exists(path))
            throw new SourceException($"{path}: missing, and with it a part of image {image.Id}");
        using var disk = DiskFile.Open(path);
        return disk.ReadAll(limit);
    }

    private static JsonDocument Read(string path)
    {
        using var file = DiskFile.Open(path);
        return JsonReading.Parse(file.ReadAll(MaxBytes), path);
    }
}
