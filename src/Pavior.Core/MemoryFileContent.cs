namespace Pavior.Core;

/// <summary>A file held in memory: small files of a stream, archive members, test inputs.</summary>
public sealed class MemoryFileContent(string path, ReadOnlyMemory<byte> bytes) : FileContent(path)
{
    public override long Length => bytes.Length;

    public override int ReadAt(long offset, Span<byte> buffer)
    {
        if (offset < 0 || offset >= bytes.Length)
            return 0;
        var count = Math.Min(buffer.Length, bytes.Length - (int)offset);
        bytes.Span.Slice((int)offset, count).CopyTo(buffer);
        return count;
    }

    public override ReadOnlyMemory<byte> ReadAll(int limit)
    {
        ThrowIfLonger(limit);
        return bytes;
    }
}
