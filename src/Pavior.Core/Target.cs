namespace Pavior.Core;

/// <summary>The thing that was scanned: an image by digest, a tree, or an SBOM.</summary>
public sealed record Target(TargetKind Kind, string Name)
{
    /// <summary>Digest of the image manifest, or of the SBOM file; null for a tree and for a docker archive.</summary>
    public Digest? Digest { get; init; }

    /// <summary>Digest of the image configuration: the image id that docker and podman print.</summary>
    public Digest? ConfigDigest { get; init; }

    /// <summary>
    /// The name by which the image knows itself, repository and tag: what a registry or a store has it under, else <c>RepoTags</c> or the
    /// annotation <c>org.opencontainers.image.ref.name</c>. Null when nothing says it.
    /// </summary>
    public string? Reference { get; init; }

    /// <summary>
    /// Where a scanned source tree lies in the git work tree that holds it, '/'-separated: empty for the work tree itself, null outside of any.
    /// Formats that are shown beside the source count paths from the work tree.
    /// </summary>
    public string? RepositoryPath { get; init; }

    /// <summary><c>os/architecture[/variant]</c>.</summary>
    public string? Platform { get; init; }

    public DateTimeOffset? Created { get; init; }

    public string? User { get; init; }

    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    public IReadOnlyList<Layer> Layers { get; init; } = [];

    public BaseImage? Base { get; init; }

    /// <summary>Bytes of all layers as stored; the largest number there is when a document says more.</summary>
    public long Size => Layers.Aggregate(0L, static (sum, layer) => layer.Size > long.MaxValue - sum ? long.MaxValue : sum + layer.Size);
}
