using System.Buffers.Binary;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Executables;

namespace Pavior.Scan.Go;

/// <summary>
/// Finds and decodes the build information blob (debug/buildinfo): since Go 1.18 the strings follow the header,
/// in Go 1.13 to 1.17 the header points at string headers elsewhere in the data segment.
/// </summary>
internal static class GoBuildInfoReader
{
    private const int HeaderSize = 32;

    private const int Alignment = 16;

    /// <summary>The linker puts the blob at the front of its data; C data may precede it in externally linked programs.</summary>
    private const long MaxSearch = 64 << 20;

    private const int MaxString = 16 << 20;

    private const int Window = 64 << 10;

    private static readonly byte[] Magic = [0xFF, .. " Go buildinf:"u8];

    /// <summary>Null for a program that Go did not link.</summary>
    /// <exception cref="ParseException">The blob is there and cannot be decoded.</exception>
    public static GoBuildInfo? TryRead(ExecutableImage image)
    {
        if (FindSection(image) is not { } range || FindBlob(image.File, range) is not { } at)
            return null;
        Span<byte> header = stackalloc byte[HeaderSize];
        if (image.File.ReadAt(at, header) < HeaderSize)
            throw new ParseException(image.File.Path, at, "a Go build information header");
        byte[] version, modules;
        if ((header[15] & 2) != 0)
            (version, modules) = ReadInline(image.File, at + HeaderSize);
        else
            (version, modules) = (ReadPointed(image, header, at, 0), ReadPointed(image, header, at, 1));
        if (version.Length == 0)
            throw new ParseException(image.File.Path, at, "the version of the Go toolchain");
        return GoModuleList.Parse(Encoding.UTF8.GetString(version), Unframe(modules), image.File.Path, at);
    }

    /// <summary>The named section or, where the names are gone or there is none (PE), the first writable data.</summary>
    private static ExecutableRange? FindSection(ExecutableImage image)
    {
        if (image.Section(".go.buildinfo") is { } elf)
            return elf;
        if (image.Section("__go_buildinfo") is { } macho)
            return macho;
        var named = image.Sections.Count > 0 && image is not Formats.Pe.PeFile;
        return named ? null : image.Segments.FirstOrDefault(s => s.IsWritable && !s.IsExecutable && s.Size > 0);
    }

    private static long? FindBlob(FileContent file, ExecutableRange range)
    {
        var buffer = new byte[(int)Math.Min(Window, range.Size)];
        var end = range.Offset + Math.Min(range.Size, MaxSearch);
        for (var at = range.Offset; at < end; at += Window - HeaderSize)
        {
            var read = file.ReadAt(at, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)));
            for (var from = 0; from < read;)
            {
                var found = buffer.AsSpan(from, read - from).IndexOf(Magic);
                if (found < 0)
                    break;
                var place = at + from + found;
                if ((place - range.Offset) % Alignment == 0)
                    return place;
                from += found + 1;
            }
        }

        return null;
    }

    private static (byte[] Version, byte[] Modules) ReadInline(FileContent file, long at)
    {
        var version = ReadString(file, ref at);
        return (version, ReadString(file, ref at));
    }

    private static byte[] ReadString(FileContent file, ref long at)
    {
        Span<byte> prefix = stackalloc byte[10];
        var read = file.ReadAt(at, prefix);
        ulong length = 0;
        var used = 0;
        while (true)
        {
            if (used >= read || used == 9)
                throw new ParseException(file.Path, at, "a string length");
            var b = prefix[used];
            length |= (ulong)(b & 0x7F) << (7 * used++);
            if (b < 0x80)
                break;
        }

        at += used;
        if (length > MaxString)
            throw ParseException.Limit(file.Path, $"build information of {length} bytes, more than {MaxString}");
        if ((long)length > file.Length - at)
            throw new ParseException(file.Path, at, $"a string of {length} bytes");
        var bytes = new byte[length];
        file.ReadAt(at, bytes);
        at += (long)length;
        return bytes;
    }

    private static byte[] ReadPointed(ExecutableImage image, ReadOnlySpan<byte> header, long at, int index)
    {
        int size = header[14];
        if (size is not (4 or 8))
            throw new ParseException(image.File.Path, at + 14, "a pointer size of 4 or 8");
        var big = (header[15] & 1) != 0;
        Span<byte> pair = stackalloc byte[16];
        if (image.ReadVirtual(Pointer(header[(16 + (index * size))..], size, big), pair[..(size * 2)]) < size * 2)
            return [];
        var length = Pointer(pair[size..], size, big);
        if (length > MaxString)
            throw ParseException.Limit(image.File.Path, $"build information of {length} bytes, more than {MaxString}");
        if (length > (ulong)image.File.Length)
            return [];
        var bytes = new byte[length];
        return image.ReadVirtual(Pointer(pair, size, big), bytes) == bytes.Length ? bytes : [];
    }

    private static ulong Pointer(ReadOnlySpan<byte> bytes, int size, bool big) => (size, big) switch
    {
        (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };

    /// <summary>Module information stands between two 16-byte sentinels (cmd/go/internal/modload); without them there is none.</summary>
    private static string Unframe(ReadOnlySpan<byte> modules) =>
        modules.Length >= 33 && modules[^17] == (byte)'\n' ? Encoding.UTF8.GetString(modules[16..^16]) : "";
}
