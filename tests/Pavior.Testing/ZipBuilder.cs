using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Pavior.Testing;

/// <summary>Writes zips byte by byte, so that a test can make the one lie it is about.</summary>
public sealed class ZipBuilder
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(b =>
    {
        var crc = (uint)b;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        return crc;
    })];

    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly ArrayBufferWriter<byte> _directory = new();
    private int _count;

    /// <summary>Bytes before the archive, without correcting its offsets.</summary>
    public byte[] Prefix { get; init; } = [];

    public string Comment { get; init; } = "";

    /// <summary>Writes zip64 end records and sizes.</summary>
    public bool IsZip64 { get; init; }

    /// <summary>Adds an entry. The optional values replace the true ones in the directory.</summary>
    public ZipBuilder Add(
        string name,
        ReadOnlySpan<byte> plain,
        bool stored = false,
        string? localName = null,
        ushort flags = 0,
        ushort? method = null,
        long? size = null,
        uint? crc = null,
        long? offset = null)
    {
        var packed = stored ? plain.ToArray() : Deflate(plain);
        var start = _body.WrittenCount;
        var realCrc = crc ?? Crc(plain);
        var realMethod = method ?? (ushort)(stored ? 0 : 8);
        var claimed = size ?? plain.Length;
        Local(localName ?? name, flags, realMethod, realCrc, packed.Length, claimed);
        _body.Write(packed);
        Central(name, flags, realMethod, realCrc, packed.Length, claimed, offset ?? start);
        return this;
    }

    public ZipBuilder Add(string name, string text, bool stored = false) => Add(name, Encoding.UTF8.GetBytes(text), stored);

    /// <summary>Adds a second name for bytes that are already there.</summary>
    public ZipBuilder Alias(string name, long offset, long packed, long size, uint crc, ushort method = 8)
    {
        Central(name, 0, method, crc, packed, size, offset);
        return this;
    }

    public byte[] Build()
    {
        var output = new MemoryStream();
        output.Write(Prefix);
        output.Write(_body.WrittenSpan);
        output.Write(_directory.WrittenSpan);
        if (IsZip64)
            End64(output);
        Span<byte> end = stackalloc byte[22];
        "PK\x05\x06"u8.CopyTo(end);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], IsZip64 ? ushort.MaxValue : (ushort)_count);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], IsZip64 ? ushort.MaxValue : (ushort)_count);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], IsZip64 ? uint.MaxValue : (uint)_directory.WrittenCount);
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], IsZip64 ? uint.MaxValue : (uint)_body.WrittenCount);
        BinaryPrimitives.WriteUInt16LittleEndian(end[20..], (ushort)Comment.Length);
        output.Write(end);
        output.Write(Encoding.ASCII.GetBytes(Comment));
        return output.ToArray();
    }

    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
            crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }

    public static byte[] Deflate(ReadOnlySpan<byte> plain)
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(plain);
        return packed.ToArray();
    }

    private void Local(string name, ushort flags, ushort method, uint crc, long packed, long size)
    {
        var nameBytes = Encoding.UTF8.GetBytes(name);
        Span<byte> header = stackalloc byte[30];
        header.Clear();
        "PK\x03\x04"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], flags);
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], method);
        BinaryPrimitives.WriteUInt32LittleEndian(header[14..], crc);
        BinaryPrimitives.WriteUInt32LittleEndian(header[18..], IsZip64 ? uint.MaxValue : (uint)packed);
        BinaryPrimitives.WriteUInt32LittleEndian(header[22..], IsZip64 ? uint.MaxValue : (uint)size);
        BinaryPrimitives.WriteUInt16LittleEndian(header[26..], (ushort)nameBytes.Length);
        _body.Write(header);
        _body.Write(nameBytes);
    }

    private void Central(string name, ushort flags, ushort method, uint crc, long packed, long size, long offset)
    {
        var nameBytes = Encoding.UTF8.GetBytes(name);
        Span<byte> extra = stackalloc byte[28];
        BinaryPrimitives.WriteUInt16LittleEndian(extra, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(extra[2..], 24);
        BinaryPrimitives.WriteInt64LittleEndian(extra[4..], size);
        BinaryPrimitives.WriteInt64LittleEndian(extra[12..], packed);
        BinaryPrimitives.WriteInt64LittleEndian(extra[20..], offset);
        Span<byte> header = stackalloc byte[46];
        header.Clear();
        "PK\x01\x02"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], flags);
        BinaryPrimitives.WriteUInt16LittleEndian(header[10..], method);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], crc);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], IsZip64 ? uint.MaxValue : (uint)packed);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], IsZip64 ? uint.MaxValue : (uint)size);
        BinaryPrimitives.WriteUInt16LittleEndian(header[28..], (ushort)nameBytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header[30..], (ushort)(IsZip64 ? extra.Length : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(header[42..], IsZip64 ? uint.MaxValue : (uint)offset);
        _directory.Write(header);
        _directory.Write(nameBytes);
        if (IsZip64)
            _directory.Write(extra);
        _count++;
    }

    private void End64(MemoryStream output)
    {
        Span<byte> end = stackalloc byte[56 + 20];
        end.Clear();
        "PK\x06\x06"u8.CopyTo(end);
        BinaryPrimitives.WriteInt64LittleEndian(end[4..], 44);
        BinaryPrimitives.WriteInt64LittleEndian(end[24..], _count);
        BinaryPrimitives.WriteInt64LittleEndian(end[32..], _count);
        BinaryPrimitives.WriteInt64LittleEndian(end[40..], _directory.WrittenCount);
        BinaryPrimitives.WriteInt64LittleEndian(end[48..], _body.WrittenCount);
        "PK\x06\x07"u8.CopyTo(end[56..]);
        BinaryPrimitives.WriteInt64LittleEndian(end[64..], _body.WrittenCount + _directory.WrittenCount);
        BinaryPrimitives.WriteUInt32LittleEndian(end[72..], 1);
        output.Write(end);
    }
}
