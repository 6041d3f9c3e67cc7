using System.Text;
using Pavior.Core;
using Pavior.Formats.Executables;

namespace Pavior.Formats.Elf;

/// <summary>What the dynamic linker is told: the libraries a program needs and the name it goes by.</summary>
public sealed record ElfDynamic(string? SoName, IReadOnlyList<string> Needed)
{
    private const int MaxEntries = 16_384;

    private const int MaxName = 4096;

    /// <summary>Libraries that are named; programs need some dozens.</summary>
    private const int MaxNeeded = 1_024;

    private const uint SegmentDynamic = 2;

    /// <summary>Null for a static program.</summary>
    /// <exception cref="ParseException">More than 16,384 entries.</exception>
    public static ElfDynamic? Read(ElfFile elf)
    {
        var range = elf.ProgramHeaders.FirstOrDefault(p => p.Type == SegmentDynamic)?.Range;
        if (range is null || range.Size == 0)
            return null;
        var entry = elf.Is64Bit ? 16 : 8;
        if (range.Size / entry > MaxEntries)
            throw ParseException.Limit(elf.File.Path, $"more than {MaxEntries} dynamic entries");
        var bytes = new byte[range.Size - (range.Size % entry)];
        var read = elf.File.ReadAt(range.Offset, bytes);
        ulong strings = 0;
        ulong? soName = null;
        var needed = new List<ulong>();
        for (var at = 0; at + entry <= read; at += entry)
        {
            var field = new FieldReader(bytes.AsSpan(at, entry), elf.IsBigEndian, elf.Is64Bit);
            var value = field.Word(4, 8);
            switch (field.Word(0, 0))
            {
                case 0:
                    at = read;
                    break;
                case 1:
                    needed.Add(value);
                    break;
                case 5:
                    strings = value;
                    break;
                case 14:
                    soName = value;
                    break;
            }
        }

        return new ElfDynamic(
            soName is { } name ? ReadName(elf, strings, name) : null,
            [.. needed.Take(MaxNeeded).Select(n => ReadName(elf, strings, n)).OfType<string>()]);
    }

    private static string? ReadName(ElfFile elf, ulong strings, ulong at)
    {
        Span<byte> buffer = stackalloc byte[MaxName];
        var read = elf.ReadVirtual(unchecked(strings + at), buffer);
        var end = buffer[..read].IndexOf((byte)0);
        return end > 0 ? Encoding.UTF8.GetString(buffer[..end]) : null;
    }
}
