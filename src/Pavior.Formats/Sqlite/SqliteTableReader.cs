using System.Buffers.Binary;
using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Formats.Sqlite;

/// <summary>
/// Walks the rows of one table in the order of their row ids (fileformat2.html, section 1.6 and 2.1). The row is valid until the next
/// <see cref="Read"/>. After a <see cref="ParseException"/> the next <see cref="Read"/> goes on behind the damage.
/// </summary>
public sealed class SqliteTableReader
{
    private const int MaxDepth = 40;

    private const int MaxPayload = 64 << 20;

    private const byte InteriorTable = 0x05;

    private const byte LeafTable = 0x0D;

    private readonly SqliteDatabase _database;
    private readonly PageSet _seen;
    private readonly Stack<Children> _path = new();
    private readonly byte[] _leaf;
    private readonly byte[] _overflow;
    private long _leafPage;
    private int _cell;
    private int _cellCount;
    private int _cellPointers;
    private bool _complete;
    private byte[] _joined = [];
    private ReadOnlyMemory<byte> _row;

    internal SqliteTableReader(SqliteDatabase database, long rootPage)
    {
        _database = database;
        _seen = new PageSet(database.PageCount + 1);
        _leaf = new byte[database.PageSize];
        _overflow = new byte[database.PageSize];
        _path.Push(new Children([rootPage]));
    }

    public long RowId { get; private set; }

    /// <summary>False at the end of the table.</summary>
    /// <exception cref="ParseException">A page or row is damaged.</exception>
    public bool Read()
    {
        while (true)
        {
            if (_cell < _cellCount)
            {
                ReadCell(_cell++);
                return true;
            }

            if (!_path.TryPeek(out var children))
            {
                CheckLength();
                return false;
            }

            if (children.TryTake(out var page))
                OpenPage(page);
            else
                _path.Pop();
        }
    }

    /// <summary>The bytes of a blob or text; false for another type and for a column the row does not have.</summary>
    public bool TryGetBytes(int column, out ReadOnlyMemory<byte> bytes)
    {
        var found = TryFind(column, out var type, out bytes) && type >= 12;
        if (!found)
            bytes = default;
        return found;
    }

    public bool TryGetInteger(int column, out long value)
    {
        value = 0;
        if (!TryFind(column, out var type, out var bytes) || type is < 1 or 7 or > 9)
            return false;
        if (type >= 8)
        {
            value = type - 8;
            return true;
        }

        value = (sbyte)bytes.Span[0];
        foreach (var next in bytes.Span[1..])
            value = (value << 8) | next;
        return true;
    }

    /// <summary>Complains once about a file cut short, behind the rows that could be read all the same.</summary>
    private void CheckLength()
    {
        if (_complete)
            return;
        _complete = true;
        if (_database.StatedPages > _database.PageCount)
            throw new ParseException(_database.File.Path, _database.File.Length, $"{_database.StatedPages} pages, as the header says, not {_database.PageCount}");
    }

    private void OpenPage(long page)
    {
        _cellCount = _cell = 0;
        if (!_seen.TryTake(page) || page == 0)
            throw new ParseException(_database.File.Path, Offset(page), "a page that belongs to the table once");
        ReadPage(page, _leaf);
        var header = page == 1 ? SqliteDatabase.HeaderLength : 0;
        var count = BinaryPrimitives.ReadUInt16BigEndian(_leaf.AsSpan(header + 3));
        var type = _leaf[header];
        if (type is not (InteriorTable or LeafTable))
            throw new ParseException(_database.File.Path, Offset(page) + header, "a page of a table b-tree");
        var pointers = header + (type == LeafTable ? 8 : 12);
        if (pointers + (2 * count) > _database.Usable)
            throw new ParseException(_database.File.Path, Offset(page) + header + 3, "a number of cells that fits the page");
        if (type == LeafTable)
        {
            _leafPage = page;
            _cellCount = count;
            _cellPointers = pointers;
            return;
        }

        if (_path.Count >= MaxDepth)
            throw ParseException.Limit(_database.File.Path, $"a b-tree of more than {MaxDepth} levels");
        _path.Push(new Children(ChildPages(page, header, pointers, count)));
    }

    private long[] ChildPages(long page, int header, int pointers, int count)
    {
        var children = new long[count + 1];
        for (var i = 0; i < count; i++)
        {
            var at = BinaryPrimitives.ReadUInt16BigEndian(_leaf.AsSpan(pointers + (2 * i)));
            if (at < pointers || at > _database.Usable - 4)
                throw new ParseException(_database.File.Path, Offset(page) + pointers + (2 * i), "a cell pointer within the page");
            children[i] = BinaryPrimitives.ReadUInt32BigEndian(_leaf.AsSpan(at));
        }

        children[count] = BinaryPrimitives.ReadUInt32BigEndian(_leaf.AsSpan(header + 8));
        return children;
    }

    private void ReadCell(int index)
    {
        _row = default;
        var place = Offset(_leafPage) + _cellPointers + (2 * index);
        var at = (int)BinaryPrimitives.ReadUInt16BigEndian(_leaf.AsSpan(_cellPointers + (2 * index)));
        if (at < _cellPointers + (2 * _cellCount) || at >= _database.Usable)
            throw new ParseException(_database.File.Path, place, "a cell pointer within the page");
        var cell = _leaf.AsMemory(at, _database.Usable - at);
        var used = ReadVarint(cell.Span, out var length);
        used += ReadVarint(cell.Span[used..], out var rowId);
        RowId = rowId;
        if (length < 0 || length > _database.File.Length)
            throw new ParseException(_database.File.Path, Offset(_leafPage) + at, "a row no longer than the file");
        if (length > MaxPayload)
            throw ParseException.Limit(_database.File.Path, $"a row of {length} bytes, more than {MaxPayload}");
        cell = cell[used..];
        var local = LocalLength((int)length);
        if (cell.Length < local + (local < length ? 4 : 0))
            throw new ParseException(_database.File.Path, Offset(_leafPage) + at, "a cell that ends within the page");
        _row = local == length ? cell[..local] : Join(cell.Span[..local], (int)length, BinaryPrimitives.ReadUInt32BigEndian(cell.Span[local..]));
    }

    /// <summary>How much of a payload stands in a leaf cell (section 1.6, "computation of the amount of overflow").</summary>
    private int LocalLength(int length)
    {
        var usable = _database.Usable;
        var most = usable - 35;
        if (length <= most)
            return length;
        var least = ((usable - 12) * 32 / 255) - 23;
        var rest = least + ((length - least) % (usable - 4));
        return rest <= most ? rest : least;
    }

    private ReadOnlyMemory<byte> Join(ReadOnlySpan<byte> local, int length, long page)
    {
        if (_joined.Length < length)
            _joined = GC.AllocateUninitializedArray<byte>(Math.Max(length, Math.Min(_joined.Length * 2, MaxPayload)));
        local.CopyTo(_joined);
        var at = local.Length;
        while (at < length)
        {
            if (page == 0 || !_seen.TryTake(page))
                throw new ParseException(_database.File.Path, Offset(page), "an overflow page that belongs to one row");
            ReadPage(page, _overflow);
            var part = Math.Min(length - at, _database.Usable - 4);
            _overflow.AsSpan(4, part).CopyTo(_joined.AsSpan(at));
            at += part;
            page = BinaryPrimitives.ReadUInt32BigEndian(_overflow);
        }

        return _joined.AsMemory(0, length);
    }

    /// <summary>The value of a column and its serial type (section 2.1).</summary>
    private bool TryFind(int column, out long type, out ReadOnlyMemory<byte> value)
    {
        type = 0;
        value = default;
        if (_row.IsEmpty)
            return false;
        var at = ReadVarint(_row.Span, out var headerLength);
        if (headerLength < at || headerLength > _row.Length)
            throw new ParseException(_database.File.Path, Offset(_leafPage), $"a record header that ends within row {RowId}");
        var body = headerLength;
        for (var i = 0; at < headerLength; i++)
        {
            at += ReadVarint(_row.Span[at..(int)headerLength], out type);
            var length = ValueLength(type);
            if (length < 0 || length > _row.Length - body)
                throw new ParseException(_database.File.Path, Offset(_leafPage), $"column {i} to end within row {RowId}");
            if (i == column)
            {
                value = _row.Slice((int)body, (int)length);
                return true;
            }

            body += length;
        }

        return false;
    }

    private static long ValueLength(long type) => type switch
    {
        < 0 => -1,
        0 or 8 or 9 => 0,
        <= 4 => type,
        5 => 6,
        6 or 7 => 8,
        < 12 => -1,
        _ => (type - 12) / 2,
    };

    private int ReadVarint(ReadOnlySpan<byte> from, out long value)
    {
        value = 0;
        for (var i = 0; i < from.Length; i++)
        {
            if (i == 8)
            {
                value = (value << 8) | from[8];
                return 9;
            }

            value = (value << 7) | (uint)(from[i] & 0x7F);
            if (from[i] < 0x80)
                return i + 1;
        }

        throw new ParseException(_database.File.Path, Offset(_leafPage), "the end of a variable-length integer");
    }

    private void ReadPage(long page, byte[] into)
    {
        if (_database.File.ReadAt(Offset(page), into) < into.Length)
            throw new ParseException(_database.File.Path, Offset(page), $"a whole page of {into.Length} bytes");
    }

    private long Offset(long page) => (page - 1) * _database.PageSize;

    /// <summary>Child pages of one level that were not walked yet.</summary>
    private sealed class Children(long[] pages)
    {
        private int _next;

        public bool TryTake(out long page)
        {
            page = _next < pages.Length ? pages[_next] : 0;
            return _next++ < pages.Length;
        }
    }
}
