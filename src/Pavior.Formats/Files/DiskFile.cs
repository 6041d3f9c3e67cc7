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

    /// <summary>As <see cref="Open"/>, for a path behind which a stranger may have put anything: only files with bytes are opened.</summary>
    /// <exception cref="IOException">As above; also for empty files, pipes, sockets and devices, of which some would be waited for without end.</exception>
    public static DiskFile OpenRegular(string diskPath, string? path = null)
    {
        var file = new FileInfo(diskPath);
        if (file.LinkTarget is not null)
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return file is { Exists: true, Length: 0 }
            ? throw new IOException($"{path ?? diskPath}: empty, or not a regular file")
            : Open(diskPath, path);
    }

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
