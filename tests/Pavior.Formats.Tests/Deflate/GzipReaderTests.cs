using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Deflate;
using Pavior.Formats.Files;
using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests.Deflate;

public sealed class GzipReaderTests
{
    private static readonly byte[] Hello = Member("hello"u8);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(511)]
    [InlineData(128 * 1024)]
    [InlineData(1024 * 1024)]
    public void Reads_of_any_size_give_the_same_bytes(int read)
    {
        var plain = InflaterTests.Plain("words");
        var packed = Member(plain);
        foreach (var piece in new[] { int.MaxValue, 1000, 7 })
        {
            var ours = Unpacked.Gzip(packed, piece, read);
            Assert.Null(ours.Damage);
            Assert.True(plain.AsSpan().SequenceEqual(ours.Bytes));
        }
    }

    [Fact]
    public void Members_are_read_one_after_the_other()
    {
        byte[] packed = [.. Hello, .. Member([]), .. Member(" "u8), .. Member("world"u8)];
        foreach (var piece in new[] { int.MaxValue, 1 })
            Assert.Equal(("hello world", null), Text(Unpacked.Gzip(packed, piece)));
    }

    [Fact]
    public void A_match_does_not_reach_into_the_member_before()
    {
        var reaching = new DeflateBits().Block(1).Match(3, 1).Fixed(256).ToArray();
        Assert.Equal(("hello", "a match that starts before the data do"), Text(Unpacked.Gzip([.. Hello, .. Wrap(reaching, "ooo"u8)])));
    }

    [Fact]
    public void Zeros_may_follow_and_nothing_else()
    {
        Assert.Equal(("hello", null), Text(Unpacked.Gzip([.. Hello, .. new byte[200_000]])));
        foreach (var more in new[] { (byte[])[1], [0x1f], [0x1f, 0x8c], [0, 0, 0x1f, 0x8b], [.. new byte[200_000], 1], [0, .. Hello] })
        {
            foreach (var piece in new[] { int.MaxValue, 1 })
                Assert.Equal(("hello", "something else after the gzip data"), Text(Unpacked.Gzip([.. Hello, .. more], piece)));
        }
    }

    [Fact]
    public void A_header_may_hold_fields_a_name_a_comment_and_its_checksum()
    {
        for (var flags = 0; flags < 32; flags++)
        {
            var packed = Wrap(Raw("hello"u8), "hello"u8, (byte)flags);
            Assert.Equal(("hello", null), Text(Unpacked.Gzip(packed)));
            Assert.Equal("hello", new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress)).ReadToEnd());
        }
    }

    [Fact]
    public void The_checksum_of_a_header_is_verified()
    {
        var packed = Wrap(Raw("hello"u8), "hello"u8, flags: 0x1e);
        packed[4] ^= 1;
        Assert.Equal(("", "a gzip header whose checksum does not fit"), Text(Unpacked.Gzip(packed)));
    }

    [Fact]
    public void Headers_of_other_formats_are_refused()
    {
        Assert.Equal(("", "no gzip header"), Text(Unpacked.Gzip([0x1f, 0x8c, .. Hello[2..]])));
        Assert.Equal(("", "a gzip header with the unknown method 7"), Text(Unpacked.Gzip([.. Hello[..2], 7, .. Hello[3..]])));
        Assert.Equal(("", "a gzip header with unknown flags"), Text(Unpacked.Gzip([.. Hello[..3], 0x20, .. Hello[4..]])));
    }

    [Fact]
    public void A_name_has_an_end()
    {
        byte[] Named(int length) => [.. Hello[..3], 8, .. Hello[4..10], .. Enumerable.Repeat((byte)'n', length), 0, .. Hello[10..]];
        Assert.Equal(("hello", null), Text(Unpacked.Gzip(Named(65_536))));
        Assert.Equal(("", "a gzip header with a name or comment of more than 65536 bytes"), Text(Unpacked.Gzip(Named(65_537))));
    }

    [Fact]
    public void Checksum_and_length_are_verified()
    {
        var wrong = Hello.ToArray();
        wrong[^8] ^= 1;
        Assert.Equal(("hello", "a gzip member with the checksum 3610a687, but its bytes have 3610a686"), Text(Unpacked.Gzip(wrong)));
        wrong = Hello.ToArray();
        wrong[^4]++;
        Assert.Equal(("hello", "a gzip member that says it has 6 bytes, and has 5"), Text(Unpacked.Gzip(wrong)));
    }

    [Fact]
    public void A_file_that_ends_early_says_where()
    {
        var packed = Wrap(Raw("hello"u8), "hello"u8, flags: 0x1e);
        var header = packed.Length - Raw("hello"u8).Length - 8;
        for (var length = 0; length < packed.Length; length++)
        {
            var expected = length < header ? "the packed data end inside a gzip header"
                : length < packed.Length - 8 ? "the packed data end inside a block"
                : "the packed data end before the checksum and length of a gzip member";
            Assert.Equal(expected, Unpacked.Gzip(packed[..length]).Damage);
        }
    }

    [Fact]
    public void After_damage_nothing_is_read_any_more()
    {
        using var reader = new GzipReader(new MemoryStream([.. Hello, 1, 2, 3]));
        var buffer = new byte[10];
        Assert.Equal(5, reader.Read(buffer));
        Assert.Throws<InvalidDataException>(() => reader.Read(buffer));
        Assert.Equal("reading was broken off before", Assert.Throws<InvalidDataException>(() => reader.Read(buffer)).Message);
    }

    [Fact]
    public void Damage_is_a_parse_error_that_says_how_many_bytes_were_good()
    {
        using var plain = Decompression.Open(Compression.Gzip, new MemoryStream(Hello[..^8]), "layer 1");
        var damage = Assert.Throws<ParseException>(() => new StreamReader(plain).ReadToEnd());
        Assert.Equal("layer 1, byte 5: expected intact compressed data (the packed data end before the checksum and length of a gzip member)", damage.Message);
    }

    [Fact]
    public void The_packed_stream_is_closed_unless_it_is_to_stay_open()
    {
        var packed = new MemoryStream(Hello);
        new GzipReader(packed, leaveOpen: true).Dispose();
        Assert.True(packed.CanRead);
        var reader = new GzipReader(packed);
        reader.Dispose();
        reader.Dispose();
        Assert.False(packed.CanRead);
        Assert.Throws<ObjectDisposedException>(() => reader.ReadByte());
    }

    private static (string, string?) Text(Unpacked unpacked) => (Encoding.UTF8.GetString(unpacked.Bytes), unpacked.Damage);

    private static byte[] Raw(ReadOnlySpan<byte> plain) => InflaterTests.Pack(plain.ToArray(), 6, ZLibCompressionStrategy.Default);

    private static byte[] Member(ReadOnlySpan<byte> plain) => Wrap(Raw(plain), plain);

    private static byte[] Wrap(byte[] raw, ReadOnlySpan<byte> plain, byte flags = 0)
    {
        List<byte> packed = [0x1f, 0x8b, 8, flags, 1, 2, 3, 4, 0, 3];
        if ((flags & 4) != 0)
            packed.AddRange([3, 0, 1, 0, 2]);
        if ((flags & 8) != 0)
            packed.AddRange("name\0"u8);
        if ((flags & 16) != 0)
            packed.AddRange("comment\0"u8);
        if ((flags & 2) != 0)
            packed.AddRange(Crc32.Hash(packed.ToArray()).AsSpan(0, 2));
        var trailer = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32.HashToUInt32(plain));
        BinaryPrimitives.WriteInt32LittleEndian(trailer.AsSpan(4), plain.Length);
        return [.. packed, .. raw, .. trailer];
    }
}
