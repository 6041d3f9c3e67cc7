using System.Buffers;
using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Formats.Zip;

/// <summary>The plain bytes of an opened member. Disposing gives back its memory or temporary file; nothing may read it afterwards.</summary>
public sealed class ZipContent : FileContent, IDisposable
{
    private readonly FileContent _bytes;
    private byte[]? _rented;

    private ZipContent(string path, FileContent bytes, byte[]? rented)
        : base(path)
    {
        _bytes = bytes;
        _rented = rented;
    }

    public override long Length => _bytes.Length;

    public override int ReadAt(long offset, Span<byte> buffer) => _bytes.ReadAt(offset, buffer);

    public override ReadOnlyMemory<byte> ReadAll(int limit) => _bytes.ReadAll(limit);

    public void Dispose()
    {
        (_bytes as IDisposable)?.Dispose();
        if (_rented is null)
            return;
        ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
    }

    internal static ZipContent Stored(string path, FileWindow window) => new(path, window, null);

    internal static ZipContent Memory(string path, byte[] rented, int length) =>
        new(path, new MemoryFileContent(path, rented.AsMemory(0, length)), rented);

    internal static ZipContent Spooled(string path, DiskFile file) => new(path, file, null);
}
