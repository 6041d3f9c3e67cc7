using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Elf;
using Pavior.Formats.Executables;
using Pavior.Formats.Pe;

namespace Pavior.Scan.DotNet;

/// <summary>
/// The table of a single-file application (Microsoft.NET.HostModel.Bundle): the host has a marker in its data, before which the offset of the
/// table stands; the table and the files lie behind the host's own image.
/// </summary>
internal sealed class BundleReader
{
    private const int MaxEntries = 65_536;

    private const int MaxPath = 4096;

    /// <summary>The marker stands in the host's data section, a few hundred kilobytes at most.</summary>
    private const long MaxSearch = 32 << 20;

    /// <summary>Characters of all paths of one bundle.</summary>
    private const long MaxPaths = 4L * 1024 * 1024;

    private const int Window = 256 << 10;

    /// <summary>SHA-256 of ".net core bundle" and a line feed.</summary>
    private static readonly byte[] Marker = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");

    private readonly FileContent _file;
    private long _at;
    private long _pathCharacters;

    private BundleReader(FileContent file, long at)
    {
        _file = file;
        _at = at;
    }

    /// <summary>Null for a program that is not a bundle.</summary>
    /// <exception cref="ParseException">The marker points at something that is not a table.</exception>
    public static IReadOnlyList<BundleEntry>? TryRead(ExecutableImage image) =>
        FindTable(image) is { } at ? new BundleReader(image.File, at).ReadTable() : null;

    /// <summary>The member's bytes, inflated when it was compressed.</summary>
    public static ReadOnlyMemory<byte> ReadEntry(FileContent file, BundleEntry entry, int limit)
    {
        var stored = entry.CompressedSize == 0 ? entry.Size : entry.CompressedSize;
        var slice = new FileSlice($"{file.Path}!{entry.Path}", file, entry.Offset, stored);
        if (slice.Length < stored)
            throw new ParseException(file.Path, entry.Offset, $"{stored} bytes of {entry.Path}");
        if (entry.CompressedSize == 0)
            return slice.ReadAll(limit);
        using var packed = slice.OpenRead();
        using var inflater = new DeflateStream(packed, CompressionMode.Decompress);
        try
        {
            return BoundedRead.All(inflater, limit, slice.Path);
        }
        catch (InvalidDataException)
        {
            throw new ParseException(file.Path, entry.Offset, $"deflate data of {entry.Path}");
        }
    }

    private static long? FindTable(ExecutableImage image)
    {
        // Files are appended to the host: nothing behind the image, no bundle. A signed Mach-O host covers them with its last segment.
        if (image is ElfFile or PeFile && image.EndOfImage >= image.File.Length)
            return null;
        var budget = MaxSearch;
        foreach (var range in image.Sections)
        {
            if (range.Name is not (".data" or ".rdata" or ".rodata" or "__data" or "__const") || range.Size < Marker.Length + 8)
                continue;
            if (FindMarker(image.File, range, ref budget) is not { } marker)
                continue;
            Span<byte> offset = stackalloc byte[8];
            image.File.ReadAt(marker - 8, offset);
            var table = BinaryPrimitives.ReadInt64LittleEndian(offset);

            // Zero in a host that nothing was bundled with.
            return table == 0 ? null : table;
        }

        return null;
    }

    /// <summary>One budget serves all sections: those of a hostile file may all be the same bytes.</summary>
    private static long? FindMarker(FileContent file, ExecutableRange range, ref long budget)
    {
        var end = range.Offset + Math.Min(range.Size, budget);
        budget -= end - range.Offset;
        var buffer = new byte[(int)Math.Min(Window, end - range.Offset)];
        for (var at = range.Offset; at < end; at += Window - Marker.Length - 8)
        {
            var read = file.ReadAt(at, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)));
            var found = buffer.AsSpan(0, read).IndexOf(Marker);
            if (found >= 0 && at + found - 8 >= range.Offset)
                return at + found;
        }

        return null;
    }

    private List<BundleEntry> ReadTable()
    {
        if (_at < 0 || _at >= _file.Length)
            throw new ParseException(_file.Path, _at, "the table of a .NET bundle inside the file");
        var (major, minor) = (ReadUInt32(), ReadUInt32());
        if (major is 0 or > 6)
            throw ParseException.Unsupported(_file.Path, $".NET bundle version {major}.{minor}");
        var count = ReadUInt32();
        if (count > MaxEntries)
            throw ParseException.Limit(_file.Path, $"a .NET bundle of {count} files, more than {MaxEntries}");
        ReadText();
        if (major >= 2)
            _at += 5 * 8; // place and size of the two host configuration files, and flags: the entries say the same

        var entries = new List<BundleEntry>();
        for (var i = 0; i < count; i++)
            entries.Add(ReadEntry(hasCompression: major >= 6));
        return entries;
    }

    private BundleEntry ReadEntry(bool hasCompression)
    {
        var start = _at;
        var (offset, size) = (ReadInt64(), ReadInt64());
        var compressed = hasCompression ? ReadInt64() : 0;
        var kind = Take(stackalloc byte[1])[0];
        var path = ReadText();
        _pathCharacters += path.Length;
        if (_pathCharacters > MaxPaths)
            throw ParseException.Limit(_file.Path, $"a .NET bundle whose paths have more than {MaxPaths} characters");
        if (offset < 0 || size < 0 || compressed < 0 || offset > _file.Length)
            throw new ParseException(_file.Path, start, $"a place inside the file for {path}");
        return new BundleEntry(path, kind, offset, size, compressed);
    }

    /// <summary>A length in groups of seven bits, then UTF-8, as BinaryWriter writes.</summary>
    private string ReadText()
    {
        Span<byte> one = stackalloc byte[1];
        var (length, shift) = (0, 0);
        byte group;
        do
        {
            group = Take(one)[0];
            length |= (group & 0x7F) << shift;
            shift += 7;
        }
        while ((group & 0x80) != 0 && shift < 28);
        if (length > MaxPath || (group & 0x80) != 0)
            throw new ParseException(_file.Path, _at, $"a path of at most {MaxPath} bytes");
        return Encoding.UTF8.GetString(Take(new byte[length]));
    }

    private uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(stackalloc byte[4]));

    private long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(stackalloc byte[8]));

    private Span<byte> Take(Span<byte> buffer)
    {
        if (_file.ReadAt(_at, buffer) < buffer.Length)
            throw new ParseException(_file.Path, _at, "the whole table of a .NET bundle");
        _at += buffer.Length;
        return buffer;
    }
}
