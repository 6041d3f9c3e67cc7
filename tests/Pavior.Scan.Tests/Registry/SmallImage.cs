using System.Security.Cryptography;
using System.Text;

namespace Pavior.Scan.Tests.Registry;

/// <summary>An image of one small layer, as its registry documents.</summary>
internal sealed class SmallImage
{
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    public const string IndexType = "application/vnd.oci.image.index.v1+json";

    public SmallImage(int layerSize = 200_000, string architecture = "amd64")
    {
        Layer = new byte[layerSize];
        new Random(7).NextBytes(Layer);
        Config = Bytes(
            $$$"""{"os":"linux","architecture":"{{{architecture}}}","config":{"User":"10001"},"rootfs":{"type":"layers","diff_ids":["{{{DigestOf(Layer)}}}"]}}""");
        Manifest = Bytes(
            $$"""{"schemaVersion":2,"mediaType":"{{ManifestType}}","config":{{Descriptor(Config, "application/vnd.oci.image.config.v1+json")}},"layers":[{{Descriptor(Layer, "application/vnd.oci.image.layer.v1.tar")}}]}""");
    }

    public byte[] Layer { get; }

    public byte[] Config { get; }

    public byte[] Manifest { get; }

    public string ManifestDigest => DigestOf(Manifest);

    public string LayerDigest => DigestOf(Layer);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string DigestOf(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string Descriptor(byte[] bytes, string type, string more = "") =>
        $$$"""{"mediaType":"{{{type}}}","digest":"{{{DigestOf(bytes)}}}","size":{{{bytes.Length}}}{{{more}}}}""";

    /// <summary>Answers as a registry without authentication does.</summary>
    public ScriptedAnswer Answer(ScriptedRequest request) => request.Path switch
    {
        "/v2/app/manifests/1" => ScriptedAnswer.Of(Manifest, ManifestType, $"Docker-Content-Digest: {ManifestDigest}"),
        var path when path == $"/v2/app/manifests/{ManifestDigest}" => ScriptedAnswer.Of(Manifest, ManifestType),
        var path when path == $"/v2/app/blobs/{DigestOf(Config)}" => ScriptedAnswer.Of(Config, "application/octet-stream"),
        var path when path == $"/v2/app/blobs/{LayerDigest}" => ScriptedAnswer.Of(Layer, "application/octet-stream"),
        _ => ScriptedAnswer.Raw(
            ScriptedAnswer.Head(404, "Content-Type: application/json", "Content-Length: 52"),
            Bytes("""{"errors":[{"code":"MANIFEST_UNKNOWN","message":""}]}"""[..52])),
    };
}
