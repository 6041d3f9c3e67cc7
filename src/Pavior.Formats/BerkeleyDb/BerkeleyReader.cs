using System.Numerics;
using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Formats.BerkeleyDb;

/// <summary>
/// Walks the entries of a Berkeley DB file, bucket by bucket or leaf by leaf. Key and value are valid until the next <see cref="Read"/>.
/// After a <see cref="ParseException"/> the next <see cref="Read"/> goes on behind the damage.
/// </summary>
public sealed class BerkeleyReader
{
    private const int MaxItem = 64 << 20;

    private const int MaxDepth = 64;

    /// <summary>Length of the header that every page has: PAGE in db_page.h.</summary>
    private const int PageHeader = 26;

    private const byte PageUnset = 0;
    private const byte PageHashUnsorted = 2;
    private const byte PageBtreeInternal = 3;
    private const byte PageBtreeLeaf = 5;
    private const byte PageOverflow = 7;
    private const byte PageHash = 13;

    private const byte ItemInline = 1;
    private const byte ItemOffPage = 3;
    private const byte ItemDeleted = 0x80;

    private readonly BerkeleyDatabase _database;
    private readonly PageSet _seen;
    private readonly byte[] _page;
    private readonly byte[] _overflow;
    private uint _pageNumber;
    private uint _nextPage;
    private long _nextBucket;
    private int _item;
    private int _itemCount;
    private byte[] _joined = [];

    internal BerkeleyReader(BerkeleyDatabase database)
    {
        _database = database;
        _seen = new PageSet(database.PageCount);
        _page = new byte[database.PageSize];
        _overflow = new byte[database.PageSize];
        _nextPage = database.IsHash ? 0 : uint.MaxValue;
    }

    /// <summary>Empty for a key too long to stand on the page.</summary>
    public ReadOnlyMemory<byte> Key { get; private set; }

    public ReadOnlyMemory<byte> Value { get; private set; }

    /// <summary>False at the end of the file.</summary>
    /// <exception cref="ParseException">A page or item is damaged.</exception>
    public bool Read()
    {
        while (true)
        {
            if (_item + 1 < _itemCount)
            {
                _item += 2;
                if (_database.IsHash)
                    ReadHashPair(_item - 2);
                else if (!TryReadLeafPair(_item - 2))
                    continue;
                return true;
            }

            if (!TryTakeNextPage(out var page))
                return false;
            OpenPage(page);
        }
    }

    private bool TryTakeNextPage(out uint page)
    {
        page = _nextPage;
        _nextPage = 0;
        if (page == uint.MaxValue)
            page = FirstLeaf();
        if (page != 0)
            return true;
        if (!_database.IsHash || _nextBucket > _database.MaxBucket)
            return false;
        var bucket = (uint)_nextBucket++;

        // BUCKET_TO_PAGE in dbinc/hash.h: the spares are indexed by the logarithm of the bucket number, rounded up.
        var doubling = 32 - BitOperations.LeadingZeroCount(bucket);
        page = doubling < BerkeleyDatabase.SpareCount ? unchecked(bucket + _database.Spares[doubling]) : 0;
        if (page != 0 && page < _database.PageCount)
            return true;
        _nextBucket = long.MaxValue;
        throw new ParseException(_database.File.Path, 0, $"a page within the file for bucket {bucket} of {_database.MaxBucket}");
    }

    private uint FirstLeaf()
    {
        var page = _database.RootPage;
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            LoadPage(page, _page);
            var type = _page[25];
            if (type == PageBtreeLeaf)
                return page;
            var first = _database.Short(_page.AsSpan(PageHeader));
            if (type != PageBtreeInternal || _database.Short(_page.AsSpan(20)) == 0 || first > _page.Length - 12)
                throw new ParseException(_database.File.Path, Offset(page), "an internal page or a leaf of a b-tree");
            page = _database.Number(_page.AsSpan(first + 4));
        }

        throw ParseException.Limit(_database.File.Path, $"a b-tree of more than {MaxDepth} levels");
    }

    private void OpenPage(uint page)
    {
        _item = _itemCount = 0;
        if (!_seen.TryTake(page))
            throw new ParseException(_database.File.Path, Offset(page), "a page that is part of one chain");
        LoadPage(page, _page);
        var type = _page[25];

        // A doubling reserves the pages of all its buckets; those not written yet are zero (__ham_pgin in hash_conv.c).
        if (type == PageUnset && _database.IsHash && _database.Number(_page.AsSpan(8)) == 0)
            return;
        var expected = _database.IsHash ? type is PageHash or PageHashUnsorted : type == PageBtreeLeaf;
        if (!expected || _database.Number(_page.AsSpan(8)) != page)
            throw new ParseException(_database.File.Path, Offset(page), _database.IsHash ? "a hash page" : "a leaf of a b-tree");
        _pageNumber = page;
        _nextPage = _database.Number(_page.AsSpan(16));
        var count = _database.Short(_page.AsSpan(20));
        if (PageHeader + (2 * count) > _page.Length)
            throw new ParseException(_database.File.Path, Offset(page) + 20, "a number of items that fits the page");
        _itemCount = count;
    }

    /// <summary>Items of a hash page stand from its end downwards, so that each ends where the one before it begins.</summary>
    private void ReadHashPair(int index)
    {
        var end = index == 0 ? _page.Length : ItemOffset(index - 1);
        var key = ItemOffset(index);
        var value = ItemOffset(index + 1);
        if (end > _page.Length || key >= end || value >= key || value < PageHeader + (2 * _itemCount))
            throw new ParseException(_database.File.Path, Offset(_pageNumber) + PageHeader + (2 * index), "an item within the page");
        Key = _page[key] == ItemInline ? _page.AsMemory(key + 1, end - key - 1) : default;
        Value = _page[value] switch
        {
            ItemInline => _page.AsMemory(value + 1, key - value - 1),
            ItemOffPage when key - value == 12 => Join(_database.Number(_page.AsSpan(value + 4)), _database.Number(_page.AsSpan(value + 8))),
            _ => throw new ParseException(_database.File.Path, Offset(_pageNumber) + value, "an item on the page or in overflow pages"),
        };
    }

    /// <summary>False for an entry marked as deleted.</summary>
    private bool TryReadLeafPair(int index)
    {
        var key = ItemOffset(index);
        var value = ItemOffset(index + 1);
        var least = PageHeader + (2 * _itemCount);
        if (key < least || value < least || key + 3 > _page.Length || value + 3 > _page.Length)
            throw new ParseException(_database.File.Path, Offset(_pageNumber) + PageHeader + (2 * index), "an item within the page");
        if (((_page[key + 2] | _page[value + 2]) & ItemDeleted) != 0)
            return false;
        Key = _page[key + 2] == ItemInline ? LeafItem(key) : default;
        Value = LeafItem(value);
        return true;
    }

    private ReadOnlyMemory<byte> LeafItem(int at)
    {
        var length = _database.Short(_page.AsSpan(at));
        if (_page[at + 2] == ItemInline && length <= _page.Length - at - 3)
            return _page.AsMemory(at + 3, length);
        if (_page[at + 2] == ItemOffPage && at <= _page.Length - 12)
            return Join(_database.Number(_page.AsSpan(at + 4)), _database.Number(_page.AsSpan(at + 8)));
        throw new ParseException(_database.File.Path, Offset(_pageNumber) + at, "an item on the page or in overflow pages");
    }

    private int ItemOffset(int index) => _database.Short(_page.AsSpan(PageHeader + (2 * index)));

    private ReadOnlyMemory<byte> Join(uint page, uint length)
    {
        if (length > _database.File.Length)
            throw new ParseException(_database.File.Path, Offset(_pageNumber), "an item no longer than the file");
        if (length > MaxItem)
            throw ParseException.Limit(_database.File.Path, $"an item of {length} bytes, more than {MaxItem}");
        if (_joined.Length < length)
            _joined = GC.AllocateUninitializedArray<byte>((int)Math.Max(length, Math.Min(_joined.Length * 2L, MaxItem)));
        var at = 0;
        while (at < length)
        {
            if (page == 0 || !_seen.TryTake(page))
                throw new ParseException(_database.File.Path, Offset(page), "an overflow page that belongs to one item");
            LoadPage(page, _overflow);
            var part = _database.Short(_overflow.AsSpan(22));
            if (_overflow[25] != PageOverflow || part == 0 || part > length - at || part > _overflow.Length - PageHeader)
                throw new ParseException(_database.File.Path, Offset(page), "an overflow page with a part of the item");
            _overflow.AsSpan(PageHeader, part).CopyTo(_joined.AsSpan(at));
            at += part;
            page = _database.Number(_overflow.AsSpan(16));
        }

        return _joined.AsMemory(0, (int)length);
    }

    private void LoadPage(uint page, byte[] into)
    {
        if (_database.File.ReadAt(Offset(page), into) < into.Length)
            throw new ParseException(_database.File.Path, Offset(page), $"a whole page of {into.Length} bytes");
    }

    private long Offset(uint page) => (long)page * _database.PageSize;
}
