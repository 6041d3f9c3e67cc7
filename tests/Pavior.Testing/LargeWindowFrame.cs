using System.Buffers.Binary;

namespace Pavior.Testing;

/// <summary>A zstd frame of raw blocks that asks for a window of 128 MiB, as <c>zstd --long=27</c> makes (RFC 8878, 3.1.1).</summary>
public static class LargeWindowFrame
{
    private const int MaxBlock = 128 * 1024;

    public static byte[] Of(byte[] content)
    {
        var frame = new MemoryStream();
        frame.Write([0x28, 0xb5, 0x2f, 0xfd, 0x00, (27 - 10) << 3]);
        Span<byte> header = stackalloc byte[4];
        for (var start = 0; start == 0 || start < content.Length; start += MaxBlock)
        {
            var length = Math.Min(MaxBlock, content.Length - start);
            var isLast = start + length == content.Length;
            BinaryPrimitives.WriteInt32LittleEndian(header, (length << 3) | (isLast ? 1 : 0));
            frame.Write(header[..3]);
            frame.Write(content, start, length);
        }

        return frame.ToArray();
    }
}
