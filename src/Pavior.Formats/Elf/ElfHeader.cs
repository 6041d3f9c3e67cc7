using Pavior.Core;
using Pavior.Formats.Executables;

namespace Pavior.Formats.Elf;

/// <summary>The file header: class, byte order and where the two tables are.</summary>
internal sealed record ElfHeader
{
    public required bool Is64Bit { get; init; }

    public required bool IsBigEndian { get; init; }

    public required int Type { get; init; }

    public required int Machine { get; init; }

    public required ulong SegmentTable { get; init; }

    public required int SegmentEntrySize { get; init; }

    public required int SegmentCount { get; init; }

    public required ulong SectionTable { get; init; }

    public required int SectionEntrySize { get; init; }

    public required int SectionCount { get; init; }

    public required int SectionNames { get; init; }

    public int Size => Is64Bit ? 64 : 52;

    public int MinSegmentEntry => Is64Bit ? 56 : 32;

    public int MinSectionEntry => Is64Bit ? 64 : 40;

    public static ElfHeader Read(FileContent file)
    {
        Span<byte> bytes = stackalloc byte[64];
        var read = file.ReadAt(0, bytes);
        if (read < 52 || !bytes.StartsWith("\u007FELF"u8))
            throw new ParseException(file.Path, 0, "an ELF header");
        if (bytes[4] is not (1 or 2))
            throw new ParseException(file.Path, 4, "ELF class 1 or 2");
        if (bytes[5] is not (1 or 2))
            throw new ParseException(file.Path, 5, "ELF byte order 1 or 2");
        var is64 = bytes[4] == 2;
        if (is64 && read < 64)
            throw new ParseException(file.Path, read, "a 64-byte ELF header");
        var big = bytes[5] == 2;
        var field = new FieldReader(bytes, big, is64);
        var tail = is64 ? 52 : 40;
        return new ElfHeader
        {
            Is64Bit = is64,
            IsBigEndian = big,
            Type = field.U16(16),
            Machine = field.U16(18),
            SegmentTable = field.Word(28, 32),
            SectionTable = field.Word(32, 40),
            SegmentEntrySize = field.U16(tail + 2),
            SegmentCount = field.U16(tail + 4),
            SectionEntrySize = field.U16(tail + 6),
            SectionCount = field.U16(tail + 8),
            SectionNames = field.U16(tail + 10),
        };
    }
}
