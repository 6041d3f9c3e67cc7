using System.Text.Json;
using Pavior.Core;
using Pavior.Scan.Images;

namespace Pavior.Scan.LocalStores;

/// <summary>containerd's content store seen as an OCI layout: it has the same blobs folder, and the index is the one image.</summary>
internal sealed class ContainerdFiles(string folder, ContainerdImage image) : FileSet
{
    private readonly FolderFiles _files = new(folder);

    public override FileContent? TryOpen(string path) => path == "index.json" ? Index() : _files.TryOpen(path);

    public override void Dispose()
    {
        _files.Dispose();
        base.Dispose();
    }

    private MemoryFileContent Index()
    {
        var blob = Path.Combine(folder, "blobs", image.Digest.Algorithm.ToString(), image.Digest.Hex.ToString());
        if (!File.Exists(blob))
            throw new SourceException($"{image.Name}: {blob} is missing");
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("manifests");
            writer.WriteStartObject();
            writer.WriteString("mediaType", image.MediaType);
            writer.WriteString("digest", image.Digest.ToString());
            writer.WriteNumber("size", new FileInfo(blob).Length);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return new MemoryFileContent("index.json", json.ToArray());
    }
}
