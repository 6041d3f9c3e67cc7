namespace Pavior.Core;

/// <summary>One file-system change set of an image, with the instruction that made it.</summary>
/// <param name="Index">Position in the image, from zero at the bottom.</param>
/// <param name="DiffId">Digest of the uncompressed tar.</param>
public sealed record Layer(int Index, Digest DiffId)
{
    /// <summary>Digest of the blob as stored; null for a docker archive, which stores the tar itself.</summary>
    public Digest? Blob { get; init; }

    /// <summary>Bytes of the blob as stored.</summary>
    public long Size { get; init; }

    /// <summary>The history line, in Dockerfile words where it can be told: <c>RUN apt-get install …</c>.</summary>
    public string? Instruction { get; init; }

    /// <summary>True for a layer that belongs to the recognised base image.</summary>
    public bool FromBase { get; init; }
}
