using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.Advisories;

/// <summary>
/// Makes a member of an archive, or what a packed file unpacks to, a file that can be read at any offset: in memory when it is small, else
/// in a temporary file without a name. So memory does not grow with what a few packed bytes unpack to.
/// </summary>
internal static class FeedMembers
{
    /// <summary>Bytes of a member that is kept in memory.</summary>
    private const int MaxInMemory = 16 * 1024 * 1024;

    private const int FirstBuffer = 64 * 1024;

    private const int SpoolBuffer = 512 * 1024;

    /// <summary>Reads on in the member; zero at its end.</summary>
    public delegate int Reading(Span<byte> into);

    /// <param name="read">Where the bytes come from.</param>
    /// <param name="first">What was read of it already.</param>
    /// <param name="length">How many there are; null when only reading tells.</param>
    /// <param name="limit">How many there may be.</param>
    /// <param name="path">What the file is called in reports.</param>
    /// <returns>Disposable when it lies in a temporary file.</returns>
    /// <exception cref="ParseException">There are more, or the temporary folder does not take them, or they are damaged.</exception>
    public static FileContent Take(Reading read, ReadOnlySpan<byte> first, long? length, long limit, string path)
    {
        // One byte more than there is, so that its end is seen.
        var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(MaxInMemory, (length ?? (FirstBuffer - 1)) + 1));
        first.CopyTo(bytes);
        var filled = Fill(read, bytes, first.Length);
        while (filled == bytes.Length && bytes.Length < MaxInMemory)
        {
            Array.Resize(ref bytes, Math.Min(MaxInMemory, bytes.Length * 2));
            filled = Fill(read, bytes, filled);
        }

        return filled < bytes.Length ? new MemoryFileContent(path, bytes.AsMemory(0, filled)) : Spooled(read, bytes, limit, path);
    }

    private static DiskFile Spooled(Reading read, byte[] first, long limit, string path)
    {
        var handle = Written(path, Spool.Create);
        try
        {
            Written(path, () => Spool.Write(handle, first, 0));
            long length = first.Length;
            var buffer = GC.AllocateUninitializedArray<byte>(SpoolBuffer);
            for (int filled; (filled = Fill(read, buffer, 0)) > 0; length += filled)
            {
                if (length + filled > limit)
                    throw ParseException.Limit(path, $"more than {limit} bytes unpacked");
                Written(path, () => Spool.Write(handle, buffer.AsSpan(0, filled), length));
            }

            RandomAccess.SetLength(handle, length);
            return DiskFile.From(handle, path);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads until the buffer is full or the file ends; the bytes that are in it then.</summary>
    public static int Fill(Reading read, byte[] into, int from)
    {
        while (from < into.Length && read(into.AsSpan(from)) is var count and > 0)
            from += count;
        return from;
    }

    /// <summary>A full disk costs the file and not all feeds.</summary>
    private static T Written<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw ParseException.Limit(path, "too long to be held in memory, and the temporary folder takes no file of its size");
        }
    }
}
