using Pavior.Core;

namespace Pavior.Formats.Oci;

/// <summary>A reference by content to a blob (OCI image-spec, descriptor.md).</summary>
/// <param name="Size">Bytes of the blob.</param>
public sealed record OciDescriptor(string MediaType, Digest Digest, long Size)
{
    public OciPlatform? Platform { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The tag that an OCI layout gives this manifest: annotation <c>org.opencontainers.image.ref.name</c>.</summary>
    public string? RefName => Annotations.GetValueOrDefault("org.opencontainers.image.ref.name");
}
