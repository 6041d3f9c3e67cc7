using Pavior.Core;

namespace Pavior.Formats.Tests.Files;

/// <summary>A file of any length of which only the start holds bytes; the rest reads as zeros, as a hole does.</summary>
internal sealed class HoleFile(string path, byte[] start, long length) : FileContent(path)
{
    public override long Length => length;

    public override int ReadAt(long offset, Span<byte> buffer)
    {
        var count = (int)Math.Clamp(length - offset, 0, buffer.Length);
        buffer[..count].Clear();
        if (offset < start.Length)
            start.AsSpan((int)offset, (int)Math.Min(count, start.Length - offset)).CopyTo(buffer);
        return count;
    }
}
