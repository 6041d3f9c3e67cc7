using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;
using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Formats.Zip;

/// <summary>Inflates members too long for memory to a temporary file that no name leads to: it is gone with the process, however that ends.</summary>
internal static class ZipSpool
{
    private const int ChunkSize = 64 * 1024;

    public static ZipContent Inflate(FileContent packed, ZipMember member, string path)
    {
        var handle = OpenNameless(path);
        var isDone = false;
        try
        {
            CopyTo(handle, packed, member, path);
            isDone = true;
            return ZipContent.Spooled(path, DiskFile.From(handle, path));
        }
        finally
        {
            if (!isDone)
                handle.Dispose();
        }
    }

    private static SafeFileHandle OpenNameless(string path)
    {
        try
        {
            return Spool.Create();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw NoRoom(path);
        }
    }

    private static void CopyTo(SafeFileHandle handle, FileContent packed, ZipMember member, string path)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        var crc = new Crc32();
        long total = 0;
        using var inflating = new DeflateStream(packed.OpenRead(), CompressionMode.Decompress);
        try
        {
            for (int read; (read = inflating.Read(chunk)) > 0; total += read)
            {
                if (total + read > member.Size)
                    throw new ParseException(path, total, $"no more than {member.Size} inflated bytes");
                crc.Append(chunk.AsSpan(0, read));
                Write(handle, chunk.AsSpan(0, read), total, path);
            }
        }
        catch (InvalidDataException)
        {
            throw new ParseException(path, total, "deflated bytes");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        if (total < member.Size)
            throw new ParseException(path, total, $"{member.Size} inflated bytes");
        RandomAccess.SetLength(handle, total);
        ZipInflation.VerifyCrc(crc.GetCurrentHashAsUInt32(), member, path);
    }

    private static void Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes, long at, string path)
    {
        try
        {
            Spool.Write(handle, bytes, at);
        }
        catch (IOException)
        {
            throw NoRoom(path);
        }
    }

    private static ParseException NoRoom(string path) =>
        ParseException.Unreadable(path, "too long to be held in memory, and the temporary folder takes no file of its size");
}
