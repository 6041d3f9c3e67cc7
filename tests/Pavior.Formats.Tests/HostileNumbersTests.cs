using System.Buffers.Binary;
using System.Text;
using System.Xml;
using Pavior.Core;
using Pavior.Formats.BerkeleyDb;
using Pavior.Formats.Elf;
using Pavior.Formats.Json;
using Pavior.Formats.Sqlite;
using Pavior.Formats.Tests.Files;
using Pavior.Formats.Text;
using Pavior.Formats.Xml;
using Pavior.Formats.Zip;
using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests;

/// <summary>Numbers in a file that ask for memory: what is taken follows the bytes that are there.</summary>
public sealed class HostileNumbersTests
{
    private const long Huge = 1L << 42;

    [Theory]
    [InlineData(65535, 0)]
    [InlineData(0, 65535)]
    public void Elf_tables_of_entries_as_long_as_a_number_allows(int segmentEntry, int sectionEntry) =>
        Assert.Throws<ParseException>(() => ElfFile.Read(new HoleFile("a", ElfHeader(segmentEntry, sectionEntry), 2_600_000_000)));

    [Fact]
    public void Elf_tables_of_as_many_entries_as_a_number_allows()
    {
        var allocated = Allocated(() =>
        {
            var elf = ElfFile.Read(new HoleFile("a", ElfHeader(56, 64), Huge));
            Assert.Empty(elf.Sections);
            Assert.Empty(elf.Segments);
        });
        Assert.True(allocated < 40_000_000, $"{allocated} bytes");
    }

    [Fact]
    public void An_elf_table_longer_than_a_piece_is_read_whole()
    {
        var sections = Enumerable.Range(0, 3_000).Select(i => new ExecutableBytes.Part($".s{i}", [1])).ToArray();
        var elf = ElfFile.Read(new MemoryFileContent("a", ExecutableBytes.Elf(sections)));
        Assert.NotNull(elf.Section(".s0"));
        Assert.NotNull(elf.Section(".s1500"));
        Assert.NotNull(elf.Section(".s2999"));
    }

    [Fact]
    public void A_database_that_is_a_hole_takes_no_memory_for_its_pages()
    {
        var meta = new byte[512];
        BinaryPrimitives.WriteUInt32LittleEndian(meta.AsSpan(12), 0x061561);
        BinaryPrimitives.WriteUInt32LittleEndian(meta.AsSpan(16), 9);
        BinaryPrimitives.WriteUInt32LittleEndian(meta.AsSpan(20), 512);
        var allocated = Allocated(() =>
        {
            var reader = BerkeleyDatabase.Open(new HoleFile("Packages", meta, Huge)).Read();
            Assert.Throws<ParseException>(() => reader.Read());
        });
        Assert.True(allocated < 1_000_000, $"{allocated} bytes");

        byte[] sqlite = [.. "SQLite format 3\0"u8, 2, 0, 1, 1, 0, .. new byte[79]];
        allocated = Allocated(() => Assert.Throws<ParseException>(() => SqliteDatabase.Open(new HoleFile("a.sqlite", sqlite, Huge)).TryOpenTable("Packages")));
        Assert.True(allocated < 1_000_000, $"{allocated} bytes");
    }

    [Fact]
    public void A_json_name_that_is_no_name_is_refused()
    {
        var json = Encoding.ASCII.GetBytes($"{{\"{new string('a', 70_000)}\":1}}");
        var refused = Assert.Throws<ParseException>(() => JsonFile.Parse("a.json", json));
        Assert.Equal("a.json: JSON with a name of 70000 bytes, more than 65536", refused.Message);
        Assert.Throws<ParseException>(() => JsonReading.Parse(json, "a.json"));
    }

    [Fact]
    public void Of_a_json_text_of_megabytes_the_start_is_given()
    {
        using var json = JsonFile.Parse("a.json", Encoding.ASCII.GetBytes($"{{\"a\":\"{new string('x', 3_000_000)}\",\"b\":\"\\u0041\"}}"));
        Assert.Equal(JsonElementReading.MaxText - 1, json.Root.TextOf("a"u8)!.Length);
        Assert.Equal("A", json.Root.TextOf("b"u8));
    }

    [Fact]
    public void Xml_texts_of_megabytes_are_refused_before_they_are_read()
    {
        var settings = new XmlReaderSettings();
        Assert.Throws<ParseException>(() => XmlDocumentText.Read(Encoding.ASCII.GetBytes($"<a>{new string('x', 1_100_000)}</a>"), settings, "a.xml"));
        Assert.Throws<ParseException>(() => XmlDocumentText.Read(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes($"<a>{new string('\u3c3c', 600_000)}</a>")).ToArray(), settings, "a.xml"));
        using var many = XmlDocumentText.Read(Encoding.ASCII.GetBytes($"<a>{string.Concat(Enumerable.Repeat("<b/>", 400_000))}</a>"), settings, "a.xml");
        while (many.Read())
        {
        }
    }

    [Fact]
    public void Members_that_are_opened_from_the_last_to_the_first_take_no_longer()
    {
        var zip = new ZipBuilder();
        for (var i = 0; i < 30_000; i++)
            zip.Add($"{i}", "x", stored: true);
        var reader = ZipReader.Open(new MemoryFileContent("a.zip", zip.Build()));
        var members = new List<ZipMember>();
        foreach (var entry in reader.Entries())
            members.Add(entry.Keep());
        members.Reverse();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var member in members)
        {
            using var content = reader.Open(member, member.Name);
            Assert.Equal(1, content.Length);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
    }

    [Fact]
    public void Names_stand_once_and_in_their_order()
    {
        var names = new DistinctNames();
        for (var i = 0; i < 200; i++)
            names.Add($"{(i * 7) % 50}");
        Assert.Equal(50, names.Count);
        Assert.Equal(["0", "7", "14"], names.All.Take(3));
        Assert.Equal(["0", "1", "10"], names.Sorted().Take(3));
    }

    [Fact]
    public void Texts_that_come_again_are_the_same_string()
    {
        var texts = new SharedTexts();
        Assert.Same(texts.Get("name"u8), texts.Get("name"u8));
        Assert.Same(texts.Get(new string('n', 3)), texts.Get(new string('n', 3)));
        for (var i = 0; i < 20_000; i++)
            Assert.Equal($"{i}", texts.Get(Encoding.ASCII.GetBytes($"{i}")));
        Assert.Equal("é", texts.Get("é"u8));
        Assert.Equal("", texts.Get(""));
    }

    private static byte[] ElfHeader(int segmentEntry, int sectionEntry)
    {
        var header = new byte[64];
        "\u007FELF\u0002\u0001\u0001"u8.CopyTo(header);
        header[16] = 2;
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(32), segmentEntry == 0 ? 0 : 64);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(40), sectionEntry == 0 ? 0 : 64);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(54), (ushort)segmentEntry);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(56), 65535);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(58), (ushort)sectionEntry);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(60), 65279);
        return header;
    }

    private static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
