using System.Buffers.Binary;
using Pavior.Core;

namespace Pavior.Formats.Zip;

/// <summary>Where the central directory lies, from the end records (APPNOTE 4.3.14 to 4.3.16).</summary>
/// <param name="DirectoryStart">Offset in the file, prepended data counted in.</param>
/// <param name="DirectorySize">Bytes.</param>
/// <param name="Entries">As claimed; without zip64 only the low 16 bits are sure.</param>
/// <param name="Prefix">Bytes before the archive's own first byte: launch scripts, self-extracting stubs.</param>
internal readonly record struct ZipEnd(long DirectoryStart, long DirectorySize, long Entries, bool IsZip64, long Prefix)
{
    private const int EndSize = 22;
    private const int LocatorSize = 20;
    private const int End64Size = 56;
    private const int MaxComment = ushort.MaxValue;

    public static ZipEnd Find(FileContent file)
    {
        var found = FindPlain(file, EndSize, out var unsupported)
            ?? FindPlain(file, (int)Math.Min(file.Length, EndSize + MaxComment), out unsupported);
        if (found is { } end)
            return end;
        if (unsupported is not null)
            throw ParseException.Unsupported(file.Path, unsupported);
        throw new ParseException(file.Path, file.Length, "a zip end-of-central-directory record in the last 64 KiB");
    }

    /// <summary>The last end record in the tail whose comment ends with the file or, failing that, whose directory is where it says.</summary>
    private static ZipEnd? FindPlain(FileContent file, int tailSize, out string? unsupported)
    {
        unsupported = null;
        if (file.Length < EndSize)
            return null;
        var tail = new byte[tailSize];
        var tailStart = file.Length - tailSize;
        if (file.ReadAt(tailStart, tail) < tailSize)
            return null;
        for (var at = tailSize - EndSize; at >= 0; at--)
        {
            at = tail.AsSpan(0, at + 4).LastIndexOf("PK\x05\x06"u8);
            if (at < 0)
                return null;
            var record = tail.AsSpan(at, EndSize);
            var reachesEnd = at + EndSize + BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) == tailSize;
            if (Read(file, tailStart + at, record, ref unsupported) is { } end && (reachesEnd || StartsDirectory(file, end)))
                return end;
        }

        return null;
    }

    private static ZipEnd? Read(FileContent file, long at, ReadOnlySpan<byte> record, ref string? unsupported)
    {
        var disk = BinaryPrimitives.ReadUInt16LittleEndian(record[4..]);
        long entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if (entries == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue || disk == ushort.MaxValue)
        {
            if (Read64(file, at, ref unsupported) is { } end64)
                return end64;
            if (unsupported is not null)
                return null;
        }

        if (disk is not (0 or ushort.MaxValue))
        {
            unsupported = "a zip archive split over several files";
            return null;
        }

        return Locate(at, size, offset, entries, isZip64: false);
    }

    private static ZipEnd? Read64(FileContent file, long endAt, ref string? unsupported)
    {
        Span<byte> locator = stackalloc byte[LocatorSize];
        var locatorAt = endAt - LocatorSize;
        if (locatorAt < 0 || file.ReadAt(locatorAt, locator) < LocatorSize || !locator.StartsWith("PK\x06\x07"u8))
            return null;
        var claimed = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);

        // Prepended data shifts the claimed offset, so the place right before the locator is tried first.
        Span<byte> record = stackalloc byte[End64Size];
        var at = locatorAt - End64Size;
        if (!IsEnd64(file, at, record))
            at = claimed;
        if (!IsEnd64(file, at, record))
            return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(record[16..]) != 0 || BinaryPrimitives.ReadUInt32LittleEndian(record[20..]) != 0)
        {
            unsupported = "a zip archive split over several files";
            return null;
        }

        var entries = BinaryPrimitives.ReadInt64LittleEndian(record[32..]);
        var size = BinaryPrimitives.ReadInt64LittleEndian(record[40..]);
        var offset = BinaryPrimitives.ReadInt64LittleEndian(record[48..]);
        return Locate(at, size, offset, entries, isZip64: true);
    }

    private static bool IsEnd64(FileContent file, long at, Span<byte> record) =>
        at >= 0 && at < file.Length && file.ReadAt(at, record) == End64Size && record.StartsWith("PK\x06\x06"u8);

    private static ZipEnd? Locate(long endAt, long size, long offset, long entries, bool isZip64)
    {
        if (size < 0 || offset < 0 || entries < 0 || size > endAt || offset > endAt - size)
            return null;
        var start = endAt - size;
        return new ZipEnd(start, size, entries, isZip64, start - offset);
    }

    private static bool StartsDirectory(FileContent file, in ZipEnd end)
    {
        Span<byte> signature = stackalloc byte[4];
        return end.DirectorySize > 0
            && file.ReadAt(end.DirectoryStart, signature) == 4
            && signature.SequenceEqual("PK\x01\x02"u8);
    }
}
