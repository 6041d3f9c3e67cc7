using System.Buffers.Binary;
using Pavior.Core;

namespace Pavior.Formats.BerkeleyDb;

/// <summary>
/// A read-only view of a Berkeley DB file of the hash or b-tree access method, versions 4 and 5, of either byte order
/// (the structures of dbinc/db_page.h). Encrypted and checksummed files are not read.
/// </summary>
public sealed class BerkeleyDatabase
{
    internal const int SpareCount = 32;

    private const int MetaLength = 512;

    private const int MinPageSize = 512;

    private const int MaxPageSize = 65536;

    private const uint HashMagic = 0x061561;

    private const uint BtreeMagic = 0x053162;

    private const byte ChecksumFlag = 0x01;

    private BerkeleyDatabase(FileContent file, bool bigEndian, ReadOnlySpan<byte> meta)
    {
        File = file;
        BigEndian = bigEndian;
        PageSize = (int)Number(meta[20..]);
        IsHash = Number(meta[12..]) == HashMagic;
        if (!IsHash)
        {
            RootPage = Number(meta[88..]);
            return;
        }

        MaxBucket = Number(meta[72..]);
        Spares = new uint[SpareCount];
        for (var i = 0; i < SpareCount; i++)
            Spares[i] = Number(meta[(96 + (4 * i))..]);
    }

    internal FileContent File { get; }

    internal bool BigEndian { get; }

    internal int PageSize { get; }

    internal bool IsHash { get; }

    internal uint RootPage { get; }

    /// <summary>Number of the last bucket.</summary>
    internal uint MaxBucket { get; }

    /// <summary>For each doubling of the table, what to add to a bucket's number for its page.</summary>
    internal uint[] Spares { get; } = [];

    internal long PageCount => (File.Length + PageSize - 1) / PageSize;

    /// <exception cref="ParseException">Not such a file, or one that is encrypted or checksummed.</exception>
    public static BerkeleyDatabase Open(FileContent file)
    {
        Span<byte> meta = stackalloc byte[MetaLength];
        if (file.ReadAt(0, meta) < MetaLength)
            throw new ParseException(file.Path, 0, "the metadata page of a Berkeley DB file");
        var little = BinaryPrimitives.ReadUInt32LittleEndian(meta[12..]);
        var big = BinaryPrimitives.ReadUInt32BigEndian(meta[12..]);
        if (little is not (HashMagic or BtreeMagic) && big is not (HashMagic or BtreeMagic))
            throw new ParseException(file.Path, 12, "the magic number of a Berkeley DB hash or b-tree");
        var database = new BerkeleyDatabase(file, bigEndian: big is HashMagic or BtreeMagic, meta);
        database.Check(meta);
        return database;
    }

    /// <summary>Every key and value.</summary>
    public BerkeleyReader Read() => new(this);

    internal uint Number(ReadOnlySpan<byte> from) =>
        BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(from) : BinaryPrimitives.ReadUInt32LittleEndian(from);

    internal int Short(ReadOnlySpan<byte> from) =>
        BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(from) : BinaryPrimitives.ReadUInt16LittleEndian(from);

    private void Check(ReadOnlySpan<byte> meta)
    {
        if (PageSize < MinPageSize || PageSize > MaxPageSize || !int.IsPow2(PageSize))
            throw new ParseException(File.Path, 20, "a page size that is a power of two from 512 to 65536");
        if (meta[24] != 0)
            throw ParseException.Unsupported(File.Path, "an encrypted Berkeley DB file");
        if ((meta[26] & ChecksumFlag) != 0)
            throw ParseException.Unsupported(File.Path, "a Berkeley DB file with page checksums");
        var version = Number(meta[16..]);
        if (version is < 7 or > 10)
            throw ParseException.Unsupported(File.Path, $"version {version} of a Berkeley DB {(IsHash ? "hash" : "b-tree")}");
    }
}
