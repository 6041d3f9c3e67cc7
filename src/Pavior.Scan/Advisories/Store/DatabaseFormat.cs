using System.Security.Cryptography;

namespace Pavior.Scan.Advisories.Store;

/// <summary>
/// The layout of a vulnerability database. The content: magic, format version, number of sections, length of the content, a table of
/// sections, the sections. Behind it the SHA-256 of each 64 KiB of the content, and one of the head and those hashes: the digest of the
/// database. So opening reads a few kilobytes, and what is read later is checked block by block. Numbers are little-endian; records are LEB128.
/// </summary>
internal static class DatabaseFormat
{
    /// <summary>Raised with every change of the layout; another version is refused. 2 brought the hashes of blocks.</summary>
    public const uint Version = 2;

    /// <summary>Magic, version, number of sections, length of the content.</summary>
    public const int HeaderLength = 24;

    public const int SectionEntryLength = 16;

    /// <summary>Bytes that are checked at once; a power of two.</summary>
    public const int BlockLength = 64 * 1024;

    /// <summary>Sections begin at multiples of it, so that no number of a table crosses the border of a block.</summary>
    public const int Alignment = 16;

    /// <summary>Bytes of the content; the sections are addressed with 32 bits.</summary>
    public const long MaxLength = (1L << 31) - (64 * 1024);

    public static ReadOnlySpan<byte> Magic => "PAVIORDB"u8;

    public static int BlocksOf(long length) => (int)((length + BlockLength - 1) / BlockLength);

    /// <summary>Bytes behind a content of this length.</summary>
    public static int TableLength(long length) => (BlocksOf(length) + 1) * SHA256.HashSizeInBytes;

    /// <summary>What the digest of a database is of.</summary>
    public static byte[] Root(ReadOnlySpan<byte> head, ReadOnlySpan<byte> hashes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(hashes);
        return hash.GetHashAndReset();
    }
}
