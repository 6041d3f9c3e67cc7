using Pavior.Core;
using Pavior.Formats.Executables;

namespace Pavior.Formats.MachO;

/// <summary>A universal binary: one Mach-O file per architecture behind a table (mach-o/fat.h). Always big-endian.</summary>
public static class MachOFat
{
    /// <summary>
    /// More than the architectures there are. A Java class starts with the same four bytes and then its format version, 45 or more,
    /// where the count stands here.
    /// </summary>
    private const int MaxArchitectures = 40;

    /// <summary>The architectures; none when it is a Java class.</summary>
    /// <exception cref="ParseException">The table is cut off, or a slice is not Mach-O.</exception>
    public static IReadOnlyList<ExecutableImage> TryRead(FileContent file, bool is64Bit)
    {
        Span<byte> header = stackalloc byte[8];
        if (file.ReadAt(0, header) < header.Length)
            return [];
        var count = new FieldReader(header, bigEndian: true).U32(4);
        if (count is 0 or > MaxArchitectures)
            return [];
        var entry = is64Bit ? 32 : 20;
        var table = new byte[count * entry];
        if (file.ReadAt(header.Length, table) < table.Length)
            throw new ParseException(file.Path, header.Length, $"{count} architecture entries");
        var images = new List<ExecutableImage>();
        for (var i = 0; i < count; i++)
        {
            var field = new FieldReader(table.AsSpan(i * entry, entry), bigEndian: true, is64Bit);
            var (offset, size) = (field.Word(8, 8), field.Word(12, 16));
            if (offset > (ulong)file.Length || size > (ulong)file.Length - offset)
                throw new ParseException(file.Path, header.Length + (i * entry), "an architecture inside the file");

            // Universal static libraries hold archives of object files, which are parts, not programs.
            var slice = new FileSlice(file.Path, file, (long)offset, (long)size);
            if (slice.ReadAt(0, header) < header.Length || !header.SequenceEqual("!<arch>\n"u8))
                images.Add(MachOFile.Read(slice));
        }

        return images;
    }
}
