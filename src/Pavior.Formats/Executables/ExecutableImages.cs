using System.Buffers.Binary;
using Pavior.Core;
using Pavior.Formats.Elf;
using Pavior.Formats.MachO;
using Pavior.Formats.Pe;

namespace Pavior.Formats.Executables;

/// <summary>Opens programs and libraries by their first bytes.</summary>
public static class ExecutableImages
{
    /// <summary>
    /// The images in a file: none when it is not ELF, PE or Mach-O (DOS programs and Java classes share first bytes with them),
    /// several for a multi-architecture Mach-O file.
    /// </summary>
    /// <exception cref="ParseException">The first bytes say what it is and the headers are not that.</exception>
    public static IReadOnlyList<ExecutableImage> Read(FileContent file)
    {
        Span<byte> start = stackalloc byte[4];
        if (file.ReadAt(0, start) < start.Length)
            return [];
        if (start.SequenceEqual("\u007FELF"u8))
            return [ElfFile.Read(file)];
        if (start.StartsWith("MZ"u8))
            return PeFile.TryRead(file) is { } pe ? [pe] : [];
        return BinaryPrimitives.ReadUInt32BigEndian(start) switch
        {
            0xFEEDFACE or 0xFEEDFACF or 0xCEFAEDFE or 0xCFFAEDFE => [MachOFile.Read(file)],
            0xCAFEBABE => MachOFat.TryRead(file, is64Bit: false),
            0xCAFEBABF => MachOFat.TryRead(file, is64Bit: true),
            _ => [],
        };
    }
}
