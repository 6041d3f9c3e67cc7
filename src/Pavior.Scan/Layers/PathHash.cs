using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Pavior.Scan.Layers;

/// <summary>
/// A path as 128 bits of its SHA-256: what a layer remembers of the tens of thousands of paths in it. Cryptographic,
/// so that no image can be made in which one path hides another.
/// </summary>
internal static class PathHash
{
    public static UInt128 OfFile(ReadOnlySpan<byte> path)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(path, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    /// <summary>Folders are filed under their path with a slash, which no file's path ends with.</summary>
    public static UInt128 OfFolder(ReadOnlySpan<byte> path)
    {
        Span<byte> withSlash = path.Length < 512 ? stackalloc byte[path.Length + 1] : new byte[path.Length + 1];
        path.CopyTo(withSlash);
        withSlash[^1] = (byte)'/';
        return OfFile(withSlash);
    }
}
