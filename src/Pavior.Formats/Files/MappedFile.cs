using System.IO.MemoryMappedFiles;

namespace Pavior.Formats.Files;

/// <summary>
/// A file mapped into memory for reading, so that a search touches only the pages it needs. For files that are replaced as
/// a whole and never shortened in place, as Pavior's own databases are.
/// </summary>
public sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private MappedFile(MemoryMappedFile file, int length)
    {
        _file = file;
        _view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        Length = length;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    /// <summary>Bytes.</summary>
    public int Length { get; }

    /// <summary>The whole file; not to be used after <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Bytes => new(_start, Length);

    /// <param name="path">Where it lies.</param>
    /// <param name="limit">Bytes at most.</param>
    /// <exception cref="IOException">It is not there, not readable (also <see cref="UnauthorizedAccessException"/>), empty or too long.</exception>
    public static MappedFile Open(string path, long limit)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (stream.Length == 0 || stream.Length > Math.Min(limit, int.MaxValue))
            throw new IOException($"{path}: {stream.Length} bytes; from 1 to {Math.Min(limit, int.MaxValue)} were expected");
        var file = MemoryMappedFile.CreateFromFile(stream, mapName: null, stream.Length, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new MappedFile(file, (int)stream.Length);
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
