using System.Text;
using Pavior.Core;
using Pavior.Formats.Executables;

namespace Pavior.Formats.MachO;

/// <summary>A Mach-O program or library of one architecture (mach-o/loader.h): its segments and sections.</summary>
public sealed class MachOFile : ExecutableImage
{
    private const int MaxCommandBytes = 4 << 20;

    /// <summary>Symbols number their section with a byte, so that an object has 255 at most; what links them adds few.</summary>
    private const int MaxSections = 8_192;

    /// <summary>Segments; linkers make a dozen.</summary>
    private const int MaxSegments = 2_048;

    private const uint Segment32 = 0x1;

    private const uint Segment64 = 0x19;

    private MachOFile(FileContent file, bool is64Bit, bool bigEndian, byte[] commands, int count, int headerSize)
        : base(file)
    {
        Is64Bit = is64Bit;
        IsBigEndian = bigEndian;
        var sections = new List<ExecutableRange>();
        var segments = new List<ExecutableRange>();
        var end = Math.Min((long)headerSize + commands.Length, file.Length);
        var at = 0;
        for (var i = 0; i < count && at + 8 <= commands.Length; i++)
        {
            var field = new FieldReader(commands.AsSpan(at), bigEndian, is64Bit);
            var size = field.U32(4);
            if (size < 8 || size > commands.Length - at)
                throw new ParseException(file.Path, headerSize + at, "a load command inside the command area");
            if (field.U32(0) == (is64Bit ? Segment64 : Segment32))
                ReadSegment(commands.AsSpan(at, (int)size), headerSize + at, segments, sections, ref end);
            at += (int)size;
        }

        Sections = sections;
        Segments = segments;
        EndOfImage = end;
        IsTruncated = segments.Any(s => s is { IsCut: true, IsExecutable: false });
    }

    /// <exception cref="ParseException">Not a Mach-O header, or load commands that do not fit.</exception>
    public static MachOFile Read(FileContent file)
    {
        Span<byte> header = stackalloc byte[32];
        var read = file.ReadAt(0, header);
        if (read < 28)
            throw new ParseException(file.Path, read, "a Mach-O header");
        var (is64, big) = new FieldReader(header, bigEndian: true).U32(0) switch
        {
            0xFEEDFACE => (false, true),
            0xFEEDFACF => (true, true),
            0xCEFAEDFE => (false, false),
            0xCFFAEDFE => (true, false),
            _ => throw new ParseException(file.Path, 0, "a Mach-O magic number"),
        };
        var field = new FieldReader(header, big);
        var (count, size) = (field.U32(16), field.U32(20));
        if (size > MaxCommandBytes)
            throw ParseException.Limit(file.Path, $"{size} bytes of load commands, more than {MaxCommandBytes}");
        var headerSize = is64 ? 32 : 28;
        var commands = new byte[Math.Min(size, file.Length)];
        if (commands.Length < size || file.ReadAt(headerSize, commands) < commands.Length)
            throw new ParseException(file.Path, headerSize, $"{size} bytes of load commands");
        return new MachOFile(file, is64, big, commands, (int)Math.Min(count, size / 8), headerSize);
    }

    private void ReadSegment(
        ReadOnlySpan<byte> command,
        int place,
        List<ExecutableRange> segments,
        List<ExecutableRange> sections,
        ref long end)
    {
        var fixedSize = Is64Bit ? 72 : 56;
        if (command.Length < fixedSize)
            throw new ParseException(File.Path, place, "a segment command of the size of its class");
        if (segments.Count >= MaxSegments)
            throw ParseException.Limit(File.Path, $"more than {MaxSegments} segments");
        var field = new FieldReader(command, IsBigEndian, Is64Bit);
        var protection = field.U32(Is64Bit ? 60 : 44);
        var (offset, size) = Clip(field.Word(32, 40), field.Word(36, 48), File.Length, out var cut);
        end = Math.Max(end, offset + size);
        var (writable, executable) = ((protection & 2) != 0, (protection & 4) != 0);
        segments.Add(new ExecutableRange(Name(command[8..24]), field.Word(24, 24), offset, size, writable, executable, cut));
        var entry = Is64Bit ? 80 : 68;
        var count = Math.Min(field.U32(Is64Bit ? 64 : 48), (uint)(command.Length - fixedSize) / (uint)entry);
        if (count > MaxSections - sections.Count)
            throw ParseException.Limit(File.Path, $"more than {MaxSections} sections");
        for (var i = 0; i < count; i++)
            sections.Add(ReadSection(command.Slice(fixedSize + (i * entry), entry), writable, executable));
    }

    private ExecutableRange ReadSection(ReadOnlySpan<byte> entry, bool writable, bool executable)
    {
        var field = new FieldReader(entry, IsBigEndian, Is64Bit);
        var type = field.U32(Is64Bit ? 64 : 56) & 0xFF;

        // 1, 12 and 18 are the zero-filled kinds, which have no bytes in the file.
        var declared = type is 1 or 12 or 18 ? 0 : field.Word(36, 40);
        var (offset, size) = Clip(field.U32(Is64Bit ? 48 : 40), declared, File.Length, out var cut);
        return new ExecutableRange(Name(entry[..16]), field.Word(32, 32), offset, size, writable, executable, cut);
    }

    private static string Name(ReadOnlySpan<byte> padded)
    {
        var end = padded.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? padded : padded[..end]);
    }
}
