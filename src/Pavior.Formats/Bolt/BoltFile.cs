using System.Buffers.Binary;
using Pavior.Core;

namespace Pavior.Formats.Bolt;

/// <summary>
/// A bbolt database (go.etcd.io/bbolt, file format version 2), read without locking it: pages are copied on write, so a
/// reader sees one commit as long as <see cref="Transaction"/> stays the same from before to after it reads.
/// </summary>
public sealed class BoltFile
{
    private const uint Magic = 0xED0CDAED;
    private const uint Version = 2;
    private const int MetaSize = 64;
    private const int SmallestPage = 1024;
    private const int LargestPage = 1024 * 1024;

    private readonly FileContent _file;

    private BoltFile(FileContent file, int pageSize, ulong root, ulong transaction)
    {
        _file = file;
        PageSize = pageSize;
        Transaction = transaction;
        Root = new BoltBucket(this, root, default);
    }

    /// <summary>Bytes of a page.</summary>
    public int PageSize { get; }

    /// <summary>Number of the commit that is read.</summary>
    public ulong Transaction { get; }

    /// <summary>The bucket of buckets.</summary>
    public BoltBucket Root { get; }

    internal string Path => _file.Path;

    /// <summary>Opens the newest commit.</summary>
    /// <exception cref="ParseException">Not a bbolt database of version 2, or both of its meta pages are damaged.</exception>
    public static BoltFile Open(FileContent file)
    {
        BoltFile? best = null;
        for (var size = SmallestPage; size <= LargestPage; size *= 2)
        {
            foreach (var at in (ReadOnlySpan<long>)[0, size])
            {
                if (TryMeta(file, at, size) is { } found && (best is null || found.Transaction > best.Transaction))
                    best = found;
            }
        }

        return best ?? throw new ParseException(file.Path, 0, "a bbolt database of version 2 with an intact meta page");
    }

    /// <summary>A page with its overflow pages, from its header on.</summary>
    internal byte[] Page(ulong id, int maxBytes)
    {
        if (id < 2 || id > (ulong)(_file.Length / PageSize))
            throw new ParseException(Path, 0, $"a page number below {_file.Length / PageSize}, not {id}");
        var at = (long)id * PageSize;
        Span<byte> header = stackalloc byte[BoltPage.HeaderSize];
        if (_file.ReadAt(at, header) < header.Length || BinaryPrimitives.ReadUInt64LittleEndian(header) != id)
            throw new ParseException(Path, at, $"page {id}");
        var length = (BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) + 1L) * PageSize;
        if (length > maxBytes)
            throw ParseException.Limit(Path, $"page {id} has {length} bytes, more than the limit of {maxBytes}");
        if (at + length > _file.Length)
            throw new ParseException(Path, _file.Length, $"the rest of page {id}");
        var page = new byte[length];
        _file.ReadAt(at, page);
        return page;
    }

    private static BoltFile? TryMeta(FileContent file, long at, int pageSize)
    {
        Span<byte> page = stackalloc byte[BoltPage.HeaderSize + MetaSize];
        if (file.ReadAt(at, page) < page.Length)
            return null;
        var meta = page[BoltPage.HeaderSize..];
        return BinaryPrimitives.ReadUInt32LittleEndian(meta) == Magic
            && BinaryPrimitives.ReadUInt32LittleEndian(meta[4..]) == Version
            && BinaryPrimitives.ReadUInt32LittleEndian(meta[8..]) == pageSize
            && BinaryPrimitives.ReadUInt64LittleEndian(meta[56..]) == Fnv1A(meta[..56])
            ? new BoltFile(file, pageSize, BinaryPrimitives.ReadUInt64LittleEndian(meta[16..]), BinaryPrimitives.ReadUInt64LittleEndian(meta[48..]))
            : null;
    }

    private static ulong Fnv1A(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in bytes)
            hash = unchecked((hash ^ part) * 1099511628211UL);
        return hash;
    }
}
