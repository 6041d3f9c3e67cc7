using System.Text;
using Pavior.Core;
using Pavior.Formats.Zip;
using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests.Zip;

public class ZipReaderTests
{
    [Fact]
    public void Entries_are_read_in_the_order_of_the_directory()
    {
        var bytes = new ZipBuilder().Add("a.txt", "first").Add("folder/", "", stored: true).Add("folder/b.txt", "second", stored: true).Build();
        Assert.Equal(["a.txt=first", "folder/=", "folder/b.txt=second"], Read(bytes));
    }

    [Fact]
    public void An_archive_after_a_launch_script_is_found_by_its_end()
    {
        var bytes = new ZipBuilder { Prefix = "#!/bin/sh\nexec java -jar \"$0\"\n"u8.ToArray() }.Add("a.txt", "first").Build();
        Assert.Equal(["a.txt=first"], Read(bytes));
        Assert.Equal(30, Open(bytes).Prefix);
    }

    [Fact]
    public void A_comment_that_looks_like_an_end_record_does_not_mislead()
    {
        var bytes = new ZipBuilder { Comment = "PK\x05\x06 is how the end begins, and this is only a comment" }.Add("a.txt", "first").Build();
        Assert.Equal(["a.txt=first"], Read(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("prefix")]
    public void Zip64_records_are_understood(string prefix)
    {
        var bytes = new ZipBuilder { IsZip64 = true, Prefix = Encoding.ASCII.GetBytes(prefix) }.Add("a.txt", "first").Add("b.txt", "second").Build();
        Assert.Equal(["a.txt=first", "b.txt=second"], Read(bytes));
    }

    [Fact]
    public void An_archive_without_entries_is_one()
    {
        Assert.Empty(Read(new ZipBuilder().Build()));
    }

    [Fact]
    public void A_stored_member_is_a_window_that_can_be_read_at_any_place()
    {
        using var content = OpenOnly(new ZipBuilder().Add("x", "0123456789", stored: true).Build());
        var buffer = new byte[4];
        Assert.Equal(4, content.ReadAt(3, buffer));
        Assert.Equal("3456"u8.ToArray(), buffer);
        Assert.Equal(10, content.Length);
    }

    [Fact]
    public void A_member_too_long_for_memory_is_read_from_a_temporary_file()
    {
        var plain = new byte[ZipLimits.MaxInMemory + 100_000];
        new Random(1).NextBytes(plain.AsSpan(0, plain.Length / 2));
        using var content = OpenOnly(new ZipBuilder().Add("x", plain).Build());
        Assert.Equal(plain.Length, content.Length);
        var buffer = new byte[64];
        Assert.Equal(64, content.ReadAt(1_000_000, buffer));
        Assert.Equal(plain.AsSpan(1_000_000, 64).ToArray(), buffer);
    }

    [Fact]
    public void Bytes_that_are_no_zip_are_refused()
    {
        var bad = Assert.Throws<ParseException>(() => Open("this is a text, and no archive at all"u8.ToArray()));
        Assert.Equal("a.zip, byte 37: expected a zip end-of-central-directory record in the last 64 KiB", bad.Message);
    }

    [Fact]
    public void Encrypted_members_are_unsupported()
    {
        var bad = Refusal(new ZipBuilder().Add("x", "secret"u8, flags: 1).Build());
        Assert.Equal((GapKind.Unsupported, "a.zip!x: an encrypted zip member"), (bad.Kind, bad.Message));
    }

    [Fact]
    public void Unknown_methods_are_unsupported()
    {
        var bad = Refusal(new ZipBuilder().Add("x", "text"u8, method: 12).Build());
        Assert.Equal((GapKind.Unsupported, "a.zip!x: zip compression method 12"), (bad.Kind, bad.Message));
    }

    [Fact]
    public void A_local_header_with_another_name_is_refused()
    {
        Assert.Contains("the name that the zip directory gives", Refusal(new ZipBuilder().Add("good", "text"u8, localName: "evil").Build()).Message);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_size_that_is_not_the_true_one_is_refused(int size)
    {
        Assert.Equal(GapKind.Malformed, Refusal(new ZipBuilder().Add("x", "texts"u8, size: size).Build()).Kind);
    }

    [Fact]
    public void A_wrong_checksum_is_refused()
    {
        Assert.Contains("checksum", Refusal(new ZipBuilder().Add("x", "text"u8, crc: 0xdeadbeef).Build()).Message);
    }

    [Fact]
    public void A_member_packed_tighter_than_real_files_are_is_a_bomb()
    {
        var bad = Refusal(new ZipBuilder().Add("x", new byte[8 * 1024 * 1024]).Build());
        Assert.Equal(GapKind.LimitReached, bad.Kind);
        Assert.Contains("to one", bad.Message);
    }

    [Fact]
    public void Members_that_share_bytes_are_refused()
    {
        // The second local header lies inside the stored bytes of the first.
        var inner = new ZipBuilder().Add("inner", "payload"u8, stored: true).Build();
        var start = 30 + "outer".Length;
        var builder = new ZipBuilder().Add("outer", inner, stored: true);
        var bytes = builder.Alias("inner", start, 7, 7, ZipBuilder.Crc("payload"u8), method: 0).Build();
        var zip = Open(bytes);
        var members = Members(zip);
        using (zip.Open(members[0], "outer"))
        {
        }

        Assert.Contains("do not overlap", Assert.Throws<ParseException>(() => zip.Open(members[1], "inner")).Message);
        using var again = zip.Open(members[0], "outer");
        Assert.Equal(inner.Length, again.Length);
    }

    [Fact]
    public void Nested_archives_share_one_budget()
    {
        var budget = new ZipBudget();
        budget.Take(ZipLimits.MaxInflated - 3, "before");
        var zip = ZipReader.Open(new MemoryFileContent("a.zip", new ZipBuilder().Add("x", "texts").Build()), budget);
        var bad = Assert.Throws<ParseException>(() => zip.Open(Members(zip)[0], "x"));
        Assert.Equal(GapKind.LimitReached, bad.Kind);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(1L << 40)]
    public void Absurd_zip64_offsets_and_sizes_are_refused(long absurd)
    {
        Assert.Throws<ParseException>(() => Read(new ZipBuilder { IsZip64 = true }.Add("x", "text"u8, offset: absurd).Build()));
        Assert.Throws<ParseException>(() => Read(new ZipBuilder { IsZip64 = true }.Add("x", "text"u8, size: absurd).Build()));
    }

    [Fact]
    public void A_directory_cut_short_gives_what_was_before_the_cut()
    {
        var bytes = new ZipBuilder().Add("a", "1").Add("b", "2").Build();
        var at = bytes.AsSpan().LastIndexOf("PK\x01\x02"u8);
        bytes[at] = (byte)'X';
        var seen = new List<string>();
        var bad = Assert.Throws<ParseException>(() =>
        {
            foreach (var entry in Open(bytes).Entries())
                seen.Add(Encoding.UTF8.GetString(entry.Name));
        });
        Assert.Equal(["a"], seen);
        Assert.EndsWith("expected a zip directory entry", bad.Message);
    }

    [Fact]
    public void Mutated_archives_are_read_or_refused()
    {
        byte[][] seeds =
        [
            new ZipBuilder().Add("a.txt", "first").Add("b/c.txt", "second", stored: true).Build(),
            new ZipBuilder { IsZip64 = true, Prefix = [1, 2, 3], Comment = "comment" }.Add("a.txt", "first").Build(),
        ];
        var random = new Random(7);
        for (var round = 0; round < 4000; round++)
        {
            var bytes = seeds[round % 2].ToArray();
            for (var change = random.Next(1, 5); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                Read(bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)]);
                Read(bytes);
            }
            catch (ParseException)
            {
            }
        }
    }

    private static ZipReader Open(byte[] bytes) => ZipReader.Open(new MemoryFileContent("a.zip", bytes));

    private static List<ZipMember> Members(ZipReader zip)
    {
        var members = new List<ZipMember>();
        foreach (var entry in zip.Entries())
            members.Add(entry.Keep());
        return members;
    }

    private static ZipContent OpenOnly(byte[] bytes)
    {
        var zip = Open(bytes);
        return zip.Open(Assert.Single(Members(zip)), "a.zip!x");
    }

    private static ParseException Refusal(byte[] bytes) => Assert.Throws<ParseException>(() => OpenOnly(bytes).Dispose());

    private static List<string> Read(byte[] bytes)
    {
        var zip = Open(bytes);
        var read = new List<string>();
        foreach (var member in Members(zip))
        {
            using var content = zip.Open(member, member.Name);
            read.Add($"{member.Name}={Encoding.UTF8.GetString(content.ReadAll(1000).Span)}");
            zip.ReadAll(member, member.Name, 1000);
        }

        return read;
    }
}
