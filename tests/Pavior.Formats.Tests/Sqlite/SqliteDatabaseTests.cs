using System.Buffers.Binary;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Sqlite;
using Xunit;

namespace Pavior.Formats.Tests.Sqlite;

public sealed class SqliteDatabaseTests
{
    private const int PageSize = 512;

    [Fact]
    public void A_row_gives_its_columns()
    {
        var table = Open(Database()).TryOpenTable("t")!;

        Assert.True(table.Read());
        Assert.Equal(7, table.RowId);
        Assert.True(table.TryGetBytes(1, out var bytes));
        Assert.Equal("blob", Encoding.ASCII.GetString(bytes.Span));
        Assert.True(table.TryGetInteger(2, out var number));
        Assert.Equal(-2, number);
        Assert.False(table.TryGetBytes(0, out _));
        Assert.False(table.TryGetBytes(3, out _));
        Assert.False(table.Read());
    }

    [Fact]
    public void A_table_that_is_not_there_is_null() => Assert.Null(Open(Database()).TryOpenTable("other"));

    [Theory]
    [InlineData(0, 'X')]
    [InlineData(16, 3)]
    [InlineData(20, 200)]
    public void A_damaged_header_is_refused(int at, int value)
    {
        var bytes = Database();
        bytes[at] = (byte)value;

        Assert.Throws<ParseException>(() => Open(bytes));
    }

    [Fact]
    public void A_page_that_is_its_own_child_is_refused_once()
    {
        var bytes = Database();
        var page = bytes.AsSpan(PageSize);
        page.Clear();
        page[0] = 5;
        BinaryPrimitives.WriteUInt32BigEndian(page[8..], 2);
        var table = Open(bytes).TryOpenTable("t")!;

        Assert.Contains("a page that belongs to the table once", Assert.Throws<ParseException>(() => table.Read()).Message, StringComparison.Ordinal);
        Assert.False(table.Read());
    }

    [Theory]
    [InlineData(3, 0xFF, "a number of cells that fits the page")]
    [InlineData(8, 0xFF, "a cell pointer within the page")]
    [InlineData(0, 0x0A, "a page of a table b-tree")]
    public void A_damaged_page_is_told(int at, int value, string expected)
    {
        var bytes = Database();
        bytes[PageSize + at] = (byte)value;
        var table = Open(bytes).TryOpenTable("t")!;

        Assert.Contains(expected, Assert.Throws<ParseException>(() => table.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_behind_a_damaged_one_is_read()
    {
        var bytes = Database();
        var page = bytes.AsSpan(PageSize);
        BinaryPrimitives.WriteUInt16BigEndian(page[3..], 2);
        BinaryPrimitives.WriteUInt16BigEndian(page[10..], BinaryPrimitives.ReadUInt16BigEndian(page[8..]));
        BinaryPrimitives.WriteUInt16BigEndian(page[8..], 0xFFFF);
        var table = Open(bytes).TryOpenTable("t")!;

        Assert.Throws<ParseException>(() => table.Read());
        Assert.True(table.Read());
        Assert.Equal(7, table.RowId);
    }

    [Fact]
    public void An_overflow_chain_that_turns_back_is_refused()
    {
        var bytes = Database();
        Array.Resize(ref bytes, 3 * PageSize);
        var page = bytes.AsSpan(PageSize, PageSize);
        var cell = PageSize - 200;
        BinaryPrimitives.WriteUInt16BigEndian(page[8..], (ushort)cell);

        // 1,505 bytes of payload: 39 of them here, the rest from page 3 on, which names itself as its next.
        page[cell] = 0x80 | (1505 >> 7);
        page[cell + 1] = 1505 & 0x7F;
        page[cell + 2] = 7;
        BinaryPrimitives.WriteUInt32BigEndian(page[(cell + 3 + 39)..], 3);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2 * PageSize), 3);
        var table = Open(bytes).TryOpenTable("t")!;

        Assert.Contains("an overflow page that belongs to one row", Assert.Throws<ParseException>(() => table.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_shorter_than_its_header_says_is_told_behind_its_rows()
    {
        var bytes = Database();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(28), 3);
        var table = Open(bytes).TryOpenTable("t")!;

        Assert.True(table.Read());
        Assert.Contains("3 pages, as the header says, not 2", Assert.Throws<ParseException>(() => table.Read()).Message, StringComparison.Ordinal);
        Assert.False(table.Read());
    }

    /// <summary>Two pages: the schema with table t, and t with the row 7: null, 'blob', -2.</summary>
    private static byte[] Database()
    {
        var bytes = new byte[2 * PageSize];
        "SQLite format 3\0"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(16), PageSize);
        bytes[59] = 1;
        byte[] schema = [6, 17 + (2 * 5), 15, 15, 1, 13, .. "tablett"u8, 2];
        schema[1] = 13 + (2 * 5);
        Leaf(bytes.AsSpan(0, PageSize), 100, [(byte)schema.Length, 1, .. schema]);
        byte[] row = [4, 0, 12 + (2 * 4), 1, .. "blob"u8, 0xFE];
        Leaf(bytes.AsSpan(PageSize), 0, [(byte)row.Length, 7, .. row]);
        return bytes;
    }

    private static void Leaf(Span<byte> page, int header, ReadOnlySpan<byte> cell)
    {
        var at = PageSize - cell.Length;
        cell.CopyTo(page[at..]);
        page[header] = 13;
        page[header + 4] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(page[(header + 8)..], (ushort)at);
    }

    private static SqliteDatabase Open(byte[] bytes) => SqliteDatabase.Open(new MemoryFileContent("x.sqlite", bytes));
}
