using System.Buffers.Binary;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Executables;

namespace Pavior.Formats.Pe;

/// <summary>A Windows program, library or .NET assembly: PE32 or PE32+ (Microsoft PE/COFF specification, revision 11).</summary>
public sealed class PeFile : ExecutableImage
{
    private const int ResourceDirectory = 2;

    private const int SecurityDirectory = 4;

    private const int CliDirectory = 14;

    /// <summary>The table of directories has 16 entries; headers may promise fewer, more are not used.</summary>
    private const int MaxDirectories = 16;

    private const int SectionEntry = 40;

    /// <summary>IMAGE_SCN_MEM_DISCARDABLE (base relocations, debug information) and IMAGE_SCN_MEM_EXECUTE.</summary>
    private const uint CarriesNoData = 0x02000000 | 0x20000000;

    /// <summary>Size of IMAGE_COR20_HEADER (ECMA-335, II.25.3.3).</summary>
    private const int CliHeaderSize = 72;

    private readonly (uint Address, uint Size)[] _directories;

    private PeFile(FileContent file, ushort machine, PeOptionalHeader optional, byte[] sectionTable, long headerEnd)
        : base(file)
    {
        Machine = machine;
        ImageBase = optional.ImageBase;
        Is64Bit = optional.Is64Bit;
        _directories = optional.Directories;
        var end = headerEnd;
        var lacksData = false;
        var sections = new ExecutableRange[sectionTable.Length / SectionEntry];
        for (var i = 0; i < sections.Length; i++)
        {
            var entry = sectionTable.AsSpan(i * SectionEntry, SectionEntry);
            sections[i] = ReadSection(entry);
            lacksData |= sections[i].IsCut && (Flags(entry) & CarriesNoData) == 0;
            end = Math.Max(end, sections[i].Offset + sections[i].Size);
        }

        // The signature directory is the one whose address is a file offset.
        var (signature, signatureSize) = Directory(SecurityDirectory);
        if (signatureSize > 0 && (ulong)signature + signatureSize <= (ulong)file.Length)
            end = Math.Max(end, (long)signature + signatureSize);
        Sections = sections;
        Segments = sections;
        EndOfImage = Math.Min(end, file.Length);

        // The boot stub of a kernel alone, whose code and relocations lie elsewhere, says all that it could. An assembly has its
        // metadata among its code.
        IsTruncated = lacksData || (ClaimsCliHeader && ReadAtRva(Directory(CliDirectory).Address, new byte[CliHeaderSize]) < CliHeaderSize);
    }

    public int Machine { get; }

    public ulong ImageBase { get; }

    /// <summary>True for a .NET assembly: the header names a CLI header that lies inside.</summary>
    public bool HasCliHeader => ClaimsCliHeader && ReadAtRva(Directory(CliDirectory).Address, new byte[4]) == 4;

    private bool ClaimsCliHeader => Directory(CliDirectory) is { Size: >= CliHeaderSize, Address: > 0 };

    internal (uint Address, uint Size) Resources => Directory(ResourceDirectory);

    /// <summary>Null for a DOS program: the first two bytes are the same.</summary>
    /// <exception cref="ParseException">A PE signature without a PE header behind it.</exception>
    public static PeFile? TryRead(FileContent file)
    {
        Span<byte> dos = stackalloc byte[64];
        if (file.ReadAt(0, dos) < dos.Length || !dos.StartsWith("MZ"u8))
            return null;
        var at = (long)BinaryPrimitives.ReadUInt32LittleEndian(dos[60..]);
        Span<byte> coff = stackalloc byte[24];
        if (file.ReadAt(at, coff) < coff.Length || !coff.StartsWith("PE\0\0"u8))
            return null;
        var sectionCount = BinaryPrimitives.ReadUInt16LittleEndian(coff[6..]);
        var optionalSize = BinaryPrimitives.ReadUInt16LittleEndian(coff[20..]);
        var optional = PeOptionalHeader.Read(file, at + coff.Length, optionalSize);
        var tableAt = at + coff.Length + optionalSize;
        var table = new byte[sectionCount * SectionEntry];
        if (file.ReadAt(tableAt, table) < table.Length)
            throw new ParseException(file.Path, tableAt, $"{sectionCount} section headers");
        return new PeFile(file, BinaryPrimitives.ReadUInt16LittleEndian(coff[4..]), optional, table, tableAt + table.Length);
    }

    /// <summary>Fills the buffer from an address relative to the image base; returns fewer bytes at the end of the section.</summary>
    public int ReadAtRva(uint rva, Span<byte> buffer) => ReadVirtual(unchecked(ImageBase + rva), buffer);

    private (uint Address, uint Size) Directory(int index) => index < _directories.Length ? _directories[index] : default;

    private static uint Flags(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadUInt32LittleEndian(entry[36..]);

    private ExecutableRange ReadSection(ReadOnlySpan<byte> entry)
    {
        var field = new FieldReader(entry, bigEndian: false);
        var flags = Flags(entry);
        var (virtualSize, rawSize) = (field.U32(8), field.U32(16));

        // Raw data is padded to the file alignment; the padding is not part of the section.
        var size = virtualSize == 0 ? rawSize : Math.Min(virtualSize, rawSize);
        var (offset, present) = Clip(field.U32(20), size, File.Length, out var cut);
        var name = Encoding.Latin1.GetString(entry[..8].TrimEnd((byte)0));
        return new ExecutableRange(
            name, unchecked(ImageBase + field.U32(12)), offset, present, (flags & 0x80000000) != 0, (flags & 0x20000000) != 0, cut);
    }

    /// <summary>What the second header says: word size, preferred address and the directory table.</summary>
    private sealed record PeOptionalHeader(bool Is64Bit, ulong ImageBase, (uint Address, uint Size)[] Directories)
    {
        public static PeOptionalHeader Read(FileContent file, long at, int size)
        {
            var bytes = new byte[size];
            if (file.ReadAt(at, bytes) < size || size < 2)
                throw new ParseException(file.Path, at, "a PE optional header");
            var field = new FieldReader(bytes, bigEndian: false);
            var magic = field.U16(0);
            var fixedSize = magic switch { 0x10B => 96, 0x20B => 112, _ => 0 };
            if (fixedSize == 0 || size < fixedSize)
                throw new ParseException(file.Path, at, "optional header magic 10B or 20B and its fields");
            var is64 = magic == 0x20B;
            var promised = field.U32(fixedSize - 4);
            var count = (int)Math.Min(Math.Min(promised, MaxDirectories), (uint)(size - fixedSize) / 8);
            var directories = new (uint, uint)[count];
            for (var i = 0; i < count; i++)
                directories[i] = (field.U32(fixedSize + (i * 8)), field.U32(fixedSize + (i * 8) + 4));
            return new PeOptionalHeader(is64, is64 ? field.U64(24) : field.U32(28), directories);
        }
    }
}
