using System.Buffers.Binary;
using Pavior.Core;

namespace Pavior.Formats.Zip;

/// <summary>The header before a member's bytes (APPNOTE 4.3.7). It repeats the directory; where it differs, two readers would see two archives.</summary>
internal static class ZipLocalHeader
{
    private const int Size = 30;

    /// <summary>Offset of the member's first packed byte.</summary>
    public static long DataStart(FileContent file, long prefix, ZipMember member, string path)
    {
        if (member.HeaderOffset > file.Length - prefix)
            throw new ParseException(path, 0, $"a local zip header inside the archive, not at {member.HeaderOffset}");
        var at = prefix + member.HeaderOffset;
        Span<byte> header = stackalloc byte[Size + ZipLimits.MaxName];
        header = header[..(Size + member.NameBytes.Length)];
        if (file.ReadAt(at, header) < header.Length || !header.StartsWith("PK\x03\x04"u8))
            throw new ParseException(path, at, "a local zip header");
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        if (nameLength != member.NameBytes.Length || !header[Size..].SequenceEqual(member.NameBytes))
            throw new ParseException(path, at + Size, "the name that the zip directory gives");
        ThrowIfDifferent(header, member, at, path);
        return at + Size + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
    }

    private static void ThrowIfDifferent(ReadOnlySpan<byte> header, ZipMember member, long at, string path)
    {
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        if (((flags ^ member.Flags) & ZipFlags.Encrypted) != 0 || BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) != member.Method)
            throw new ParseException(path, at, "the method and encryption that the zip directory gives");
        if ((flags & ZipFlags.DataDescriptor) != 0)
            return;
        var sizesDiffer = Differs(BinaryPrimitives.ReadUInt32LittleEndian(header[18..]), member.PackedSize)
            || Differs(BinaryPrimitives.ReadUInt32LittleEndian(header[22..]), member.Size);
        if (sizesDiffer || BinaryPrimitives.ReadUInt32LittleEndian(header[14..]) != member.Crc)
            throw new ParseException(path, at, "the sizes and checksum that the zip directory gives");
    }

    /// <summary>All ones stand for a size in the zip64 extra field, which only repeats the directory's.</summary>
    private static bool Differs(uint local, long central) => local != uint.MaxValue && local != central;
}
