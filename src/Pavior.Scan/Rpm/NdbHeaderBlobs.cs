using System.Buffers.Binary;
using Pavior.Core;

namespace Pavior.Scan.Rpm;

/// <summary>
/// Packages.db of the ndb backend (rpm, lib/backend/ndb/rpmpkg.c): pages of 16-byte slots, the first two taken by the header, each naming
/// a run of 16-byte blocks that holds a head, the package header and a tail.
/// </summary>
internal sealed class NdbHeaderBlobs : IHeaderBlobs
{
    private const int HeaderLength = 32;

    private const int SlotLength = 16;

    private const int BlockLength = 16;

    private const int PageLength = 4096;

    private const int BlobHead = 16;

    private const int BlobTail = 12;

    private const int MaxSlotPages = 4096;

    private const int MaxBlob = 64 << 20;

    private readonly FileContent _file;
    private readonly byte[] _page = new byte[PageLength];
    private readonly uint _pages;
    private readonly byte[] _head = new byte[BlobHead];
    private uint _nextPage;
    private int _at = PageLength;
    private byte[] _blob = [];
    private long _blobBytes;

    public NdbHeaderBlobs(FileContent file)
    {
        _file = file;
        Span<byte> header = stackalloc byte[HeaderLength];
        if (file.ReadAt(0, header) < HeaderLength || !header.StartsWith("RpmP"u8))
            throw new ParseException(file.Path, 0, "the header of an ndb package database");
        var version = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        if (version != 0)
            throw ParseException.Unsupported(file.Path, $"version {version} of an ndb package database");
        _pages = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        if (_pages > MaxSlotPages)
            throw ParseException.Limit(file.Path, $"{_pages} pages of slots, more than {MaxSlotPages}");
    }

    public ReadOnlyMemory<byte> Blob { get; private set; }

    public bool Read()
    {
        while (true)
        {
            if (_at == PageLength && !NextPage())
                return false;
            var slot = _page.AsSpan(_at, SlotLength);
            var place = ((_nextPage - 1L) * PageLength) + _at;
            _at += SlotLength;
            if (!slot.StartsWith("Slot"u8))
            {
                _at = PageLength;
                throw new ParseException(_file.Path, place, "a slot");
            }

            var offset = BinaryPrimitives.ReadUInt32LittleEndian(slot[8..]);
            if (offset == 0)
                continue;
            ReadBlob(BinaryPrimitives.ReadUInt32LittleEndian(slot[4..]), offset, BinaryPrimitives.ReadUInt32LittleEndian(slot[12..]), place);
            return true;
        }
    }

    private bool NextPage()
    {
        if (_nextPage == _pages)
            return false;
        var place = (long)_nextPage * PageLength;
        _at = _nextPage == 0 ? HeaderLength : 0;
        _nextPage++;
        if (_file.ReadAt(place, _page) == PageLength)
            return true;
        _nextPage = _pages;
        _at = PageLength;
        throw new ParseException(_file.Path, place, "a whole page of slots");
    }

    private void ReadBlob(uint package, uint firstBlock, uint blocks, long place)
    {
        var start = (long)firstBlock * BlockLength;
        var room = (long)blocks * BlockLength;
        if (start < (long)_pages * PageLength || start + room > _file.Length || room < BlobHead + BlobTail)
            throw new ParseException(_file.Path, place, "a slot that names blocks within the file");
        if (_file.ReadAt(start, _head) < BlobHead || !_head.AsSpan().StartsWith("BlbS"u8)
            || BinaryPrimitives.ReadUInt32LittleEndian(_head.AsSpan(4)) != package)
            throw new ParseException(_file.Path, start, $"the start of the blob of package {package}");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_head.AsSpan(12));
        if (length > room - BlobHead - BlobTail)
            throw new ParseException(_file.Path, start + 12, "a blob that ends within its blocks");
        if (length > MaxBlob)
            throw ParseException.Limit(_file.Path, $"a header of {length} bytes, more than {MaxBlob}");

        // Blocks belong to one slot each; slots that share them would make a small file a large one.
        _blobBytes += length;
        if (_blobBytes > _file.Length)
            throw new ParseException(_file.Path, place, "slots that share no blocks");
        if (_blob.Length < length)
            _blob = GC.AllocateUninitializedArray<byte>((int)Math.Max(length, Math.Min(_blob.Length * 2L, MaxBlob)));
        var blob = _blob.AsMemory(0, (int)length);
        if (_file.ReadAt(start + BlobHead, blob.Span) < length)
            throw new ParseException(_file.Path, start, "a blob that ends within the file");
        Blob = blob;
    }
}
