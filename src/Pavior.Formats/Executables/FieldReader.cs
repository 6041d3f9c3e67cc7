using System.Buffers.Binary;

namespace Pavior.Formats.Executables;

/// <summary>Reads header fields of the file's own byte order and word size. The caller has checked that they lie inside.</summary>
internal readonly ref struct FieldReader(ReadOnlySpan<byte> bytes, bool bigEndian, bool is64Bit = true)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public ushort U16(int at) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(_bytes[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(_bytes[at..]);

    public uint U32(int at) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(_bytes[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]);

    public ulong U64(int at) =>
        bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(_bytes[at..]) : BinaryPrimitives.ReadUInt64LittleEndian(_bytes[at..]);

    /// <summary>An address-sized field: <paramref name="at64"/> in 64-bit files, <paramref name="at32"/> in 32-bit ones.</summary>
    public ulong Word(int at32, int at64) => is64Bit ? U64(at64) : U32(at32);
}
