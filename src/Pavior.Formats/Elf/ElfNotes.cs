using System.Text;
using Pavior.Formats.Executables;

namespace Pavior.Formats.Elf;

/// <summary>The notes of an ELF file: build id, ABI, package metadata.</summary>
public static class ElfNotes
{
    private const int MaxBytes = 1 << 20;

    private const int MaxNotes = 1024;

    private const uint SegmentNote = 4;

    private const uint SectionNote = 7;

    /// <summary>All notes, from the section table or, when that was stripped, from the segments. What is cut off or overlong ends the list.</summary>
    public static IReadOnlyList<ElfNote> Read(ElfFile elf)
    {
        var parts = elf.SectionHeaders.Where(s => s.Type == SectionNote).ToList();
        if (parts.Count == 0)
            parts = [.. elf.ProgramHeaders.Where(p => p.Type == SegmentNote)];
        var notes = new List<ElfNote>();
        var budget = (long)MaxBytes;
        foreach (var part in parts)
        {
            if (budget <= 0 || notes.Count >= MaxNotes)
                break;
            var bytes = new byte[Math.Min(part.Range.Size, budget)];
            budget -= bytes.Length;
            var read = elf.File.ReadAt(part.Range.Offset, bytes);
            Parse(bytes.AsMemory(0, read), elf.IsBigEndian, part.Alignment == 8 ? 8 : 4, notes);
        }

        return notes;
    }

    /// <summary>The linker's identity of this very build, lower-case hexadecimal; null when it wrote none.</summary>
    public static string? BuildId(ElfFile elf)
    {
        foreach (var note in Read(elf))
        {
            if (note is { Owner: "GNU", Type: 3 })
                return Convert.ToHexStringLower(note.Description.Span);
        }

        return null;
    }

    private static void Parse(ReadOnlyMemory<byte> bytes, bool bigEndian, int alignment, List<ElfNote> into)
    {
        while (bytes.Length >= 12 && into.Count < MaxNotes)
        {
            var field = new FieldReader(bytes.Span, bigEndian);
            var (nameSize, size, type) = (field.U32(0), field.U32(4), field.U32(8));
            var start = Align(12 + (long)nameSize, alignment);
            if (nameSize > bytes.Length - 12 || start + size > bytes.Length)
                return;
            var owner = bytes.Span.Slice(12, (int)nameSize).TrimEnd((byte)0);
            into.Add(new ElfNote(Encoding.Latin1.GetString(owner), type, bytes.Slice((int)start, (int)size)));
            bytes = bytes[(int)Math.Min(Align(start + size, alignment), bytes.Length)..];
        }
    }

    private static long Align(long value, int alignment) => (value + alignment - 1) / alignment * alignment;
}
