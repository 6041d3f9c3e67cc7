using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Oci;

namespace Pavior.Scan.Registry;

/// <summary>What a registry gives for a name: an image manifest or an index, told apart without trusting the server.</summary>
/// <param name="Digest">Verified digest of the bytes.</param>
/// <param name="Manifest">Null for an index.</param>
/// <param name="Index">Null for a manifest.</param>
internal sealed record ManifestDocument(Digest Digest, OciManifest? Manifest, OciIndex? Index)
{
    /// <summary>
    /// Reads by the document's own media type, else by its shape. The server's Content-Type decides nothing, but one that
    /// names another kind of document is refused, as is a document that could be read as both (CVE-2021-41190).
    /// </summary>
    /// <exception cref="SourceException">Neither manifest nor index, or not clearly one of them.</exception>
    public static ManifestDocument Read(ReadOnlyMemory<byte> bytes, Digest digest, string? contentType, string what)
    {
        try
        {
            using var document = JsonReading.Parse(bytes, what);
            return KindOf(document.RootElement, contentType, what)
                ? new ManifestDocument(digest, null, OciIndex.Parse(bytes, what))
                : new ManifestDocument(digest, OciManifest.Parse(bytes, what), null);
        }
        catch (ParseException bad)
        {
            throw new SourceException(bad.Message, bad);
        }
    }

    /// <summary>True for an index, false for a manifest.</summary>
    private static bool KindOf(JsonElement root, string? contentType, string what)
    {
        RefuseSchema1(root, contentType, what);
        bool hasIndex = Has(root, "manifests"), hasManifest = Has(root, "layers") || Has(root, "config");
        if (hasIndex == hasManifest)
            throw new SourceException(hasIndex
                ? $"{what}: a document that is an image index and a manifest at once"
                : $"{what}: expected an image manifest or index, got {contentType ?? "a document of unknown kind"}");
        foreach (var type in (ReadOnlySpan<string?>)[root.Text("mediaType"), contentType])
        {
            if (type is not null && (hasIndex ? OciMediaTypes.IsManifest(type) : OciMediaTypes.IsIndex(type)))
                throw new SourceException($"{what}: {(hasIndex ? "an image index" : "an image manifest")} that calls itself {type}");
        }

        return hasIndex;
    }

    private static void RefuseSchema1(JsonElement root, string? contentType, string what)
    {
        var isFirst = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("schemaVersion", out var version)
            && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == 1;
        if (isFirst || contentType?.StartsWith("application/vnd.docker.distribution.manifest.v1+", StringComparison.Ordinal) == true)
            throw new SourceException($"{what}: a Docker schema 1 manifest, a form given up in 2017 whose layers cannot be verified; the image must be pushed anew");
    }

    private static bool Has(JsonElement root, string member) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(member, out var value) && value.ValueKind is (JsonValueKind.Array or JsonValueKind.Object);
}
