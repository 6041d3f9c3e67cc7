namespace Pavior.Core;

/// <summary>A stretch of another file, read in place: a member of an uncompressed archive.</summary>
public sealed class FileWindow(string path, FileContent parent, long start, long length) : FileContent(path)
{
    public override long Length => length;

    public override int ReadAt(long offset, Span<byte> buffer)
    {
        if (offset < 0 || offset >= length)
            return 0;
        if (buffer.Length > length - offset)
            buffer = buffer[..(int)(length - offset)];
        return parent.ReadAt(start + offset, buffer);
    }
}
