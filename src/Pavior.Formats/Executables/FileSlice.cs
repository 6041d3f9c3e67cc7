using Pavior.Core;

namespace Pavior.Formats.Executables;

/// <summary>A part of a file, seen as a file: one architecture of a multi-architecture program, one member of a bundle.</summary>
public sealed class FileSlice : FileContent
{
    private readonly FileContent _file;
    private readonly long _offset;

    /// <param name="path">What evidence and errors call it.</param>
    /// <param name="offset">Where it starts; beyond the end gives an empty slice.</param>
    /// <param name="length">Its length, cut at the end of the file.</param>
    public FileSlice(string path, FileContent file, long offset, long length)
        : base(path)
    {
        _file = file;
        _offset = Math.Clamp(offset, 0, file.Length);
        Length = Math.Clamp(length, 0, file.Length - _offset);
    }

    public override long Length { get; }

    public override int ReadAt(long offset, Span<byte> buffer)
    {
        if (offset < 0 || offset >= Length)
            return 0;
        var count = (int)Math.Min(buffer.Length, Length - offset);
        return _file.ReadAt(_offset + offset, buffer[..count]);
    }
}
