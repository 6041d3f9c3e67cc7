using System.Text;
using Pavior.Core;
using Pavior.Formats.Executables;

namespace Pavior.Formats.Elf;

/// <summary>
/// An ELF program or library, 32 or 64 bit, either byte order (System V ABI, chapter 4). Headers are read at once,
/// notes and the dynamic section when asked for.
/// </summary>
public sealed class ElfFile : ExecutableImage
{
    /// <summary>Files with more sections than 65,279 exist (extended numbering), but only as relocatable objects of huge sources.</summary>
    private const int MaxSections = 200_000;

    private const int MaxSegments = 65_535;

    /// <summary>Bytes of one entry of a table; the classes have 32 to 64.</summary>
    private const int MaxEntry = 256;

    private const int MaxNameTable = 16 << 20;

    private const uint SectionNoBits = 8;

    private const uint SegmentLoad = 1;

    private ElfFile(FileContent file, ElfHeader header)
        : base(file)
    {
        Type = header.Type;
        Machine = header.Machine;
        Is64Bit = header.Is64Bit;
        IsBigEndian = header.IsBigEndian;
        var end = (long)header.Size;
        var tableCut = false;
        ProgramHeaders = ReadProgramHeaders(file, header, ref end, ref tableCut);
        SectionHeaders = ReadSectionHeaders(file, header, ref end, ref tableCut);
        Sections = [.. SectionHeaders.Where(s => s.Type != 0).Select(s => s.Range)];
        Segments = [.. ProgramHeaders.Where(p => p.Type == SegmentLoad).Select(p => p.Range)];
        EndOfImage = end;

        // Separate debug files keep the segments of the program whose bytes they left out; their sections say so.
        IsTruncated = tableCut || (Sections.Count > 0 ? Sections : Segments).Any(r => r is { IsCut: true, IsExecutable: false });
    }

    /// <summary><c>e_type</c>: 1 relocatable, 2 executable, 3 shared object or position-independent executable, 4 core.</summary>
    public int Type { get; }

    /// <summary><c>e_machine</c>: 62 x86-64, 183 AArch64.</summary>
    public int Machine { get; }

    internal IReadOnlyList<ElfPart> ProgramHeaders { get; }

    internal IReadOnlyList<ElfPart> SectionHeaders { get; }

    /// <exception cref="ParseException">Not an ELF header, or tables beyond the limits.</exception>
    public static ElfFile Read(FileContent file) => new(file, ElfHeader.Read(file));

    private static ElfPart[] ReadProgramHeaders(FileContent file, ElfHeader header, ref long end, ref bool truncated)
    {
        if (header.SegmentTable == 0 || header.SegmentCount == 0)
            return [];
        if (header.SegmentEntrySize < header.MinSegmentEntry || header.SegmentEntrySize > MaxEntry || header.SegmentCount > MaxSegments)
            throw new ParseException(file.Path, header.Is64Bit ? 54 : 42, "program header entries of the size of their class");
        var table = ElfTable.Open(file, header.SegmentTable, header.SegmentCount, header.SegmentEntrySize, ref end, ref truncated);
        var parts = new ElfPart[table.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var field = new FieldReader(table.Entry(i), header.IsBigEndian, header.Is64Bit);
            var flags = header.Is64Bit ? field.U32(4) : field.U32(24);
            var (offset, size) = Clip(field.Word(4, 8), field.Word(16, 32), file.Length, out var cut);
            end = Math.Max(end, offset + size);
            parts[i] = new ElfPart(
                field.U32(0),
                new ExecutableRange("", field.Word(8, 16), offset, size, (flags & 2) != 0, (flags & 1) != 0, cut),
                (long)Math.Min(field.Word(28, 48), 4096),
                0);
        }

        return parts;
    }

    private static ElfPart[] ReadSectionHeaders(FileContent file, ElfHeader header, ref long end, ref bool truncated)
    {
        if (header.SectionTable == 0)
            return [];
        if (header.SectionEntrySize < header.MinSectionEntry || header.SectionEntrySize > MaxEntry)
            return header.SectionCount == 0 ? [] : throw new ParseException(file.Path, header.Is64Bit ? 58 : 46, "section header entries of the size of their class");
        var (count, names) = ReadExtendedNumbering(file, header);
        if (count > MaxSections)
            throw ParseException.Limit(file.Path, $"more than {MaxSections} sections");
        var table = ElfTable.Open(file, header.SectionTable, (int)count, header.SectionEntrySize, ref end, ref truncated);
        var nameTable = names < (uint)table.Count ? ReadNames(file, header, table.Entry((int)names)) : [];
        var parts = new ElfPart[table.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var field = new FieldReader(table.Entry(i), header.IsBigEndian, header.Is64Bit);
            var type = field.U32(4);
            var flags = field.Word(8, 8);
            var size = type is SectionNoBits or 0 ? 0 : field.Word(20, 32);
            var (offset, present64) = Clip(field.Word(16, 24), size, file.Length, out var cut);
            end = Math.Max(end, offset + present64);
            parts[i] = new ElfPart(
                type,
                new ExecutableRange(Name(nameTable, field.U32(0)), field.Word(12, 16), offset, present64, (flags & 1) != 0, (flags & 4) != 0, cut),
                (long)Math.Min(field.Word(32, 48), 4096),
                flags);
        }

        return parts;
    }

    /// <summary>Counts that do not fit 16 bits stand in the first section header (gABI, "e_shnum").</summary>
    private static (ulong Count, uint Names) ReadExtendedNumbering(FileContent file, ElfHeader header)
    {
        if (header.SectionCount != 0 && header.SectionNames != 0xFFFF)
            return ((ulong)header.SectionCount, (uint)header.SectionNames);
        Span<byte> first = stackalloc byte[64];
        if (header.SectionTable > (ulong)file.Length || file.ReadAt((long)header.SectionTable, first[..header.MinSectionEntry]) < header.MinSectionEntry)
            return (0, 0);
        var field = new FieldReader(first, header.IsBigEndian, header.Is64Bit);
        return (
            header.SectionCount != 0 ? (ulong)header.SectionCount : field.Word(20, 32),
            header.SectionNames != 0xFFFF ? (uint)header.SectionNames : field.U32(header.Is64Bit ? 40 : 24));
    }

    private static byte[] ReadNames(FileContent file, ElfHeader header, ReadOnlySpan<byte> entry)
    {
        var field = new FieldReader(entry, header.IsBigEndian, header.Is64Bit);
        if (field.U32(4) is SectionNoBits or 0)
            return [];
        var (offset, size) = Clip(field.Word(16, 24), field.Word(20, 32), file.Length, out _);
        var names = new byte[Math.Min(size, MaxNameTable)];
        return file.ReadAt(offset, names) == names.Length ? names : [];
    }

    private static string Name(ReadOnlySpan<byte> names, uint at)
    {
        // Those that are asked for are short; the others differ in what follows.
        const int MaxName = 64;
        if (at >= names.Length)
            return "";
        var rest = names[(int)at..];
        rest = rest[..Math.Min(rest.Length, MaxName)];
        var end = rest.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? rest : rest[..end]);
    }
}
