using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using Pavior.Core;

namespace Pavior.Formats.Zip;

/// <summary>Inflates members to exactly the size and checksum that the directory promises.</summary>
internal static class ZipInflation
{
    public static ZipContent Inflate(FileContent packed, ZipMember member, string path)
    {
        if (member.Size > ZipLimits.MaxInMemory)
            return ZipSpool.Inflate(packed, member, path);
        var rented = ArrayPool<byte>.Shared.Rent((int)member.Size);
        var isDone = false;
        try
        {
            var bytes = rented.AsSpan(0, (int)member.Size);
            InflateInto(bytes, packed, path);
            VerifyCrc(bytes, member, path);
            isDone = true;
            return ZipContent.Memory(path, rented, bytes.Length);
        }
        finally
        {
            if (!isDone)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Fills the buffer; fewer bytes or more are an error.</summary>
    public static void InflateInto(Span<byte> bytes, FileContent packed, string path)
    {
        using var inflating = new DeflateStream(packed.OpenRead(), CompressionMode.Decompress);
        try
        {
            var read = inflating.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < bytes.Length)
                throw new ParseException(path, read, $"{bytes.Length} inflated bytes");
            if (inflating.ReadByte() >= 0)
                throw new ParseException(path, read, "the end of the deflated bytes");
        }
        catch (InvalidDataException)
        {
            throw new ParseException(path, 0, "deflated bytes");
        }
    }

    public static void VerifyCrc(ReadOnlySpan<byte> bytes, ZipMember member, string path) =>
        VerifyCrc(Crc32.HashToUInt32(bytes), member, path);

    public static void VerifyCrc(uint actual, ZipMember member, string path)
    {
        if (actual != member.Crc)
            throw new ParseException(path, 0, $"bytes with the checksum {member.Crc:x8}, not {actual:x8}");
    }
}
