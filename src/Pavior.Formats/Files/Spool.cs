using Microsoft.Win32.SafeHandles;
using Pavior.Core;

namespace Pavior.Formats.Files;

/// <summary>Temporary files for what is too large for memory and must be read at offsets. They have no name once open, so nothing is left behind.</summary>
public static class Spool
{
    /// <summary>Bytes of one spooled file.</summary>
    public const long MaxBytes = 64L * 1024 * 1024 * 1024;

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

    /// <summary>Writes bytes, but zeros as a hole: bombs and sparse files shall not fill the disk. Set the length after the last.</summary>
    public static void Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes, long at)
    {
        if (bytes.ContainsAnyExcept((byte)0))
            RandomAccess.Write(handle, bytes, at);
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
