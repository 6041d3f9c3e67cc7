using Microsoft.Win32.SafeHandles;
using Pavior.Core;

namespace Pavior.Formats.Files;

/// <summary>Temporary files for what is too large for memory and must be read at offsets. They have no name once open, so nothing is left behind.</summary>
public static class Spool
{
    /// <summary>Bytes of one spooled file.</summary>
    public const long MaxBytes = 64L * 1024 * 1024 * 1024;

    private const int Page = 4096;

    /// <summary>Copies the rest of a stream into a temporary file.</summary>
    /// <param name="path">What the file is called in reports and errors.</param>
    /// <exception cref="ParseException">More than <see cref="MaxBytes"/>, or the packed stream is damaged.</exception>
    public static async Task<DiskFile> FillAsync(string path, Stream content, CancellationToken cancellation)
    {
        var handle = Create();
        try
        {
            var buffer = new byte[128 * 1024];
            var written = 0L;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
            {
                if (written + read > MaxBytes)
                    throw ParseException.Limit(path, $"more than {MaxBytes} bytes when unpacked");
                Write(handle, buffer.AsSpan(0, read), written);
                written += read;
            }

            RandomAccess.SetLength(handle, written);
            return DiskFile.From(handle, path);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Writes bytes, but pages of zeros as holes: bombs and sparse files shall not fill the disk. Set the length after the last.</summary>
    /// <returns>Bytes that the disk takes for them, in whole pages.</returns>
    public static long Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes, long at)
    {
        var taken = 0L;
        for (var start = bytes.IndexOfAnyExcept((byte)0); start >= 0;)
        {
            var end = EndOfData(bytes, start, at);
            RandomAccess.Write(handle, bytes[start..end], at + start);
            taken += ((at + end + Page - 1) / Page - (at + start) / Page) * Page;
            var next = bytes[end..].IndexOfAnyExcept((byte)0);
            start = next < 0 ? -1 : end + next;
        }

        return taken;
    }

    /// <summary>The next border of pages behind which a whole page is zero, or the end.</summary>
    private static int EndOfData(ReadOnlySpan<byte> bytes, int start, long at)
    {
        var border = (int)Math.Min(bytes.Length, start + Page - (at + start) % Page);
        while (border < bytes.Length && bytes[border..Math.Min(bytes.Length, border + Page)].ContainsAnyExcept((byte)0))
            border = Math.Min(bytes.Length, border + Page);
        return border;
    }

    /// <summary>An empty temporary file, readable and writable, that vanishes with its handle.</summary>
    public static SafeFileHandle Create()
    {
        var folder = Environment.GetEnvironmentVariable("TMPDIR") is { Length: > 0 } named ? named : "/tmp";
        var path = Path.Combine(folder, $"pavior-{Environment.ProcessId}-{Path.GetRandomFileName()}");
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        File.Delete(path);
        return handle;
    }
}
