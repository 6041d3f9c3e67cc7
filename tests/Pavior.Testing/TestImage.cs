using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Pavior.Testing;

/// <summary>Writes an image as an OCI layout folder, an OCI archive or a docker archive, from layer tars given as bytes.</summary>
public sealed class TestImage
{
    private readonly List<byte[]> _layers = [];
    private readonly List<string> _history = [];

    public Dictionary<string, string> Labels { get; } = [];

    /// <summary>Annotations of the manifest.</summary>
    public Dictionary<string, string> Annotations { get; } = [];

    /// <summary>Changes a blob just before it is written; its digest stays that of the right bytes.</summary>
    public Func<string, byte[], byte[]> Damage { get; set; } = static (_, bytes) => bytes;

    /// <summary>Packs a layer; gzip by default.</summary>
    public Func<byte[], byte[]> Pack { get; set; } = Gzip;

    public string LayerMediaType { get; set; } = "application/vnd.oci.image.layer.v1.tar+gzip";

    public TestImage Layer(TarBytes tar, string createdBy = "RUN make") => Layer(tar.ToArray(), createdBy);

    public TestImage Layer(byte[] tar, string createdBy = "RUN make")
    {
        _layers.Add(tar);
        _history.Add($$"""{"created_by":{{Quote(createdBy)}}}""");
        return this;
    }

    /// <summary>A history line that makes no layer.</summary>
    public TestImage Instruction(string createdBy)
    {
        _history.Add($$"""{"created_by":{{Quote(createdBy)}},"empty_layer":true}""");
        return this;
    }

    public string Config() => $$"""
        {"architecture":"amd64","os":"linux","created":"2026-01-02T03:04:05Z",
        "config":{"User":"1000","Cmd":["run"],"Labels":{ {{Members(Labels)}} } },
        "rootfs":{"type":"layers","diff_ids":[{{string.Join(',', _layers.Select(l => Quote(Digest(l))))}}]},
        "history":[{{string.Join(',', _history)}}]}
        """;

    public string WriteLayout(string folder)
    {
        foreach (var (path, bytes) in LayoutFiles())
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, bytes);
        }

        return folder;
    }

    public string WriteOciArchive(string file) => WriteTar(file, LayoutFiles());

    public string WriteDockerArchive(string file, string tag = "test:latest")
    {
        var config = Encoding.UTF8.GetBytes(Config());
        var configName = Digest(config)["sha256:".Length..] + ".json";
        var layers = _layers.Select((l, i) => (Path: $"{i}/layer.tar", Bytes: Damage($"layer{i}", l))).ToArray();
        var manifest = $$"""[{"Config":"{{configName}}","RepoTags":["{{tag}}"],"Layers":[{{string.Join(',', layers.Select(l => Quote(l.Path)))}}]}]""";
        return WriteTar(file, [.. layers, (configName, Damage("config", config)), ("manifest.json", Damage("manifest.json", Encoding.UTF8.GetBytes(manifest)))]);
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    public static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The files of an OCI layout.</summary>
    public IReadOnlyList<(string Path, byte[] Bytes)> LayoutFiles()
    {
        var config = Encoding.UTF8.GetBytes(Config());
        var packed = _layers.Select(Pack).ToArray();
        var manifest = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
            "config":{{Descriptor("application/vnd.oci.image.config.v1+json", config)}},
            "layers":[{{string.Join(',', packed.Select(p => Descriptor(LayerMediaType, p)))}}],
            "annotations":{ {{Members(Annotations)}} } }
            """);
        var index = $$"""{"schemaVersion":2,"manifests":[{{Descriptor("application/vnd.oci.image.manifest.v1+json", manifest)}}]}""";
        return
        [
            ("oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray()),
            ("index.json", Damage("index.json", Encoding.UTF8.GetBytes(index))),
            (BlobPath(manifest), Damage("manifest", manifest)),
            (BlobPath(config), Damage("config", config)),
            .. packed.Select((p, i) => (BlobPath(p), Damage($"layer{i}", p))),
        ];
    }

    private static string WriteTar(string file, IReadOnlyList<(string Path, byte[] Bytes)> members)
    {
        var tar = new TarBytes();
        foreach (var (path, bytes) in members)
            tar.File(path, bytes);
        File.WriteAllBytes(file, tar.ToArray());
        return file;
    }

    private static string BlobPath(byte[] bytes) => "blobs/" + Digest(bytes).Replace(':', '/');

    private static string Members(Dictionary<string, string> map) => string.Join(',', map.Select(m => $"{Quote(m.Key)}:{Quote(m.Value)}"));

    private static string Descriptor(string mediaType, byte[] bytes) =>
        $$"""{"mediaType":"{{mediaType}}","digest":"{{Digest(bytes)}}","size":{{bytes.Length}}}""";

    private static string Quote(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";
}
