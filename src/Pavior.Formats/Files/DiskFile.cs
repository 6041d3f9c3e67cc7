using Microsoft.Win32.SafeHandles;
using Pavior.Core;

namespace Pavior.Formats.Files;

/// <summary>A file of this machine, read at offsets; several threads may read at once.</summary>
public sealed class DiskFile : FileContent, IDisposable
{
    private readonly SafeFileHandle _handle;

    private DiskFile(string path, SafeFileHandle handle)
        : base(path)
    {
        _handle = handle;
        Length = RandomAccess.GetLength(handle);
    }

    public override long Length { get; }

    /// <param name="diskPath">Where it lies.</param>
    /// <param name="path">What it is called in reports; by default the same.</param>
    /// <exception cref="IOException">It is not there or not readable (also <see cref="UnauthorizedAccessException"/>).</exception>
    public static DiskFile Open(string diskPath, string? path = null) =>
        new(path ?? diskPath, File.OpenHandle(diskPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>Takes over a handle, for files that were opened in another way.</summary>
    public static DiskFile From(SafeFileHandle handle, string path) => new(path, handle);

    public override int ReadAt(long offset, Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = RandomAccess.Read(_handle, buffer[filled..], offset + filled);
            if (read == 0)
                break;
            filled += read;
        }

        return filled;
    }

    public void Dispose() => _handle.Dispose();
}
