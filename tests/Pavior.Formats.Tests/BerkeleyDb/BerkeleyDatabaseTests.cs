using System.Buffers.Binary;
using System.Text;
using Pavior.Core;
using Pavior.Formats.BerkeleyDb;
using Xunit;

namespace Pavior.Formats.Tests.BerkeleyDb;

public sealed class BerkeleyDatabaseTests
{
    private const int PageSize = 512;

    [Fact]
    public void Keys_and_values_are_read_on_and_off_the_page()
    {
        var entries = Open(Database()).Read();

        Assert.True(entries.Read());
        Assert.Equal("k", Encoding.ASCII.GetString(entries.Key.Span));
        Assert.Equal("here", Encoding.ASCII.GetString(entries.Value.Span));
        Assert.True(entries.Read());
        Assert.Equal("elsewhere", Encoding.ASCII.GetString(entries.Value.Span));
        Assert.False(entries.Read());
    }

    [Fact]
    public void A_page_of_a_bucket_that_was_never_written_is_empty()
    {
        var bytes = Database();
        bytes.AsSpan(PageSize, PageSize).Clear();

        Assert.False(Open(bytes).Read().Read());
    }

    [Theory]
    [InlineData(24, 1, "an encrypted Berkeley DB file")]
    [InlineData(26, 1, "a Berkeley DB file with page checksums")]
    [InlineData(16, 99, "version 99 of a Berkeley DB hash")]
    [InlineData(20, 7, "a page size that is a power of two from 512 to 65536")]
    [InlineData(12, 0, "the magic number of a Berkeley DB hash or b-tree")]
    public void Other_files_are_refused(int at, byte value, string expected)
    {
        var bytes = Database();
        bytes[at] = value;

        Assert.Contains(expected, Assert.Throws<ParseException>(() => Open(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_pages_that_turns_back_is_refused_once()
    {
        var bytes = Database();
        bytes[PageSize + 16] = 1;
        var entries = Open(bytes).Read();

        Assert.True(entries.Read());
        Assert.True(entries.Read());
        Assert.Contains("a page that is part of one chain", Assert.Throws<ParseException>(() => entries.Read()).Message, StringComparison.Ordinal);
        Assert.False(entries.Read());
    }

    [Fact]
    public void A_damaged_item_leaves_the_next()
    {
        var bytes = Database();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(PageSize + 26 + 2), 5);
        var entries = Open(bytes).Read();

        Assert.Throws<ParseException>(() => entries.Read());
        Assert.Throws<ParseException>(() => entries.Read());
        Assert.False(entries.Read());
    }

    [Fact]
    public void An_overflow_chain_that_turns_back_is_refused()
    {
        var bytes = Database();
        var page = bytes.AsSpan(PageSize, PageSize);
        var reference = BinaryPrimitives.ReadUInt16LittleEndian(page[32..]);
        page[reference + 8] = 18;
        bytes[(2 * PageSize) + 16] = 2;
        var entries = Open(bytes).Read();

        Assert.True(entries.Read());
        Assert.Contains("an overflow page that belongs to one item", Assert.Throws<ParseException>(() => entries.Read()).Message, StringComparison.Ordinal);
        Assert.False(entries.Read());
    }

    [Fact]
    public void More_buckets_than_pages_end_the_walk()
    {
        var bytes = Database();
        bytes.AsSpan(72, 4).Fill(0xFF);
        var entries = Open(bytes).Read();

        Assert.True(entries.Read());
        Assert.True(entries.Read());
        for (var i = 0; i < 4; i++)
        {
            try
            {
                if (!entries.Read())
                    return;
            }
            catch (ParseException)
            {
                // Two buckets whose pages were read already, then one outside the file.
            }
        }

        Assert.Fail("the walk did not end");
    }

    /// <summary>A meta page, one bucket with two pairs (one value in an overflow page), and that page.</summary>
    private static byte[] Database()
    {
        var bytes = new byte[3 * PageSize];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), 0x061561);
        bytes[16] = 9;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(20), PageSize);
        bytes[25] = 8;
        bytes[96] = 1;
        var page = bytes.AsSpan(PageSize, PageSize);
        Header(page, number: 1, items: 4, type: 13);
        var at = PageSize;
        byte[] reference = [3, 0, 0, 0, 2, 0, 0, 0, 9, 0, 0, 0];
        byte[][] items = [[1, .. "k"u8], [1, .. "here"u8], [1, .. "l"u8], reference];
        for (var i = 0; i < items.Length; i++)
        {
            at -= items[i].Length;
            items[i].CopyTo(page[at..]);
            BinaryPrimitives.WriteUInt16LittleEndian(page[(26 + (2 * i))..], (ushort)at);
        }

        var overflow = bytes.AsSpan(2 * PageSize);
        Header(overflow, number: 2, items: 1, type: 7);
        overflow[22] = 9;
        "elsewhere"u8.CopyTo(overflow[26..]);
        return bytes;
    }

    private static void Header(Span<byte> page, byte number, byte items, byte type)
    {
        page[8] = number;
        page[20] = items;
        page[25] = type;
    }

    private static BerkeleyDatabase Open(byte[] bytes) => BerkeleyDatabase.Open(new MemoryFileContent("Packages", bytes));
}
