using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Writes zips byte by byte, so that tests can also write what no tool would.</summary>
internal sealed class ZipBytes
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly ArrayBufferWriter<byte> _directory = new();
    private int _entries;

    /// <summary>Where the last member's local header starts.</summary>
    public uint LastOffset { get; private set; }

    public ZipBytes File(string name, string content) => File(name, Encoding.UTF8.GetBytes(content));

    public ZipBytes File(string name, byte[] content) => Member(name, Deflate(content), content.Length, Crc32.HashToUInt32(content));

    /// <summary>A stored member, as archives hold archives.</summary>
    public ZipBytes Stored(string name, byte[] content) => Member(name, content, content.Length, Crc32.HashToUInt32(content), method: 0);

    public ZipBytes Member(string name, byte[] packed, long size, uint crc, ushort method = 8)
    {
        LastOffset = (uint)_bytes.WrittenCount;
        var utf8 = Encoding.UTF8.GetBytes(name);
        var local = new byte[30];
        BinaryPrimitives.WriteUInt32LittleEndian(local, 0x04034b50);
        Fields(local.AsSpan(4), packed.Length, size, crc, method, utf8.Length);
        _bytes.Write(local);
        _bytes.Write(utf8);
        _bytes.Write(packed);
        return Listed(name, packed.Length, size, crc, method, LastOffset);
    }

    /// <summary>A line of the directory only: a member that overlaps another, or lies nowhere.</summary>
    public ZipBytes Listed(string name, long packed, long size, uint crc, ushort method, uint offset)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        var line = new byte[46];
        BinaryPrimitives.WriteUInt32LittleEndian(line, 0x02014b50);
        Fields(line.AsSpan(6), packed, size, crc, method, utf8.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(line.AsSpan(42), offset);
        _directory.Write(line);
        _directory.Write(utf8);
        _entries++;
        return this;
    }

    public byte[] ToArray()
    {
        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)_entries);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)_entries);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)_directory.WrittenCount);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)_bytes.WrittenCount);
        return [.. _bytes.WrittenSpan, .. _directory.WrittenSpan, .. end];
    }

    public static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize))
            deflate.Write(content);
        return packed.ToArray();
    }

    /// <summary>Version, flags, method, time, date, checksum, sizes and name length: the same in both headers.</summary>
    private static void Fields(Span<byte> header, long packed, long size, uint crc, ushort method, int name)
    {
        header[0] = 20;
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], method);
        BinaryPrimitives.WriteUInt32LittleEndian(header[10..], crc);
        BinaryPrimitives.WriteUInt32LittleEndian(header[14..], (uint)packed);
        BinaryPrimitives.WriteUInt32LittleEndian(header[18..], (uint)size);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)name);
    }
}
