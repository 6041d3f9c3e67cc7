using System.IO.Compression;
using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests.Deflate;

public sealed class InflaterTests
{
    private const int MaxDistance = 32 * 1024;

    public static TheoryData<string, int> Kinds()
    {
        var kinds = new TheoryData<string, int>();
        foreach (var kind in new[] { "nothing", "one", "zeros", "random", "words", "program", "skewed", "steps" })
        {
            for (var level = 0; level <= 9; level++)
                kinds.Add(kind, level);
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_the_system_packs_is_unpacked_at_every_level(string kind, int level)
    {
        var plain = Plain(kind);
        foreach (var strategy in new[] { ZLibCompressionStrategy.Default, ZLibCompressionStrategy.HuffmanOnly, ZLibCompressionStrategy.RunLengthEncoding, ZLibCompressionStrategy.Fixed })
        {
            var packed = Pack(plain, level, strategy);
            foreach (var piece in new[] { int.MaxValue, 4096, 29, 1 })
            {
                if (piece == 1 && strategy != ZLibCompressionStrategy.Default)
                    continue;
                var ours = Unpacked.Raw(packed, piece);
                Assert.Null(ours.Damage);
                Assert.True(plain.AsSpan().SequenceEqual(ours.Bytes), $"{strategy}, pieces of {piece}");
            }
        }
    }

    [Fact]
    public void Every_length_is_copied_from_every_near_distance()
    {
        var bits = new DeflateBits().Block(1);
        for (var distance = 1; distance <= 40; distance++)
        {
            for (var i = 0; i < 40; i++)
                bits.Fixed((i * 7 + distance) & 0xff);
            for (var length = 3; length <= 258; length++)
                bits.Match(length, distance).Fixed(length & 0xff).Fixed(distance);
        }

        AssertAsSystem(bits.Fixed(256).ToArray());
    }

    [Fact]
    public void The_farthest_match_is_copied_wherever_the_window_ends()
    {
        var random = new Random(1);
        var bits = new DeflateBits().Block(1);
        for (var i = 0; i < MaxDistance; i++)
            bits.Fixed(random.Next(256));
        for (var i = 0; i < 6000; i++)
            bits.Match(random.Next(3, 259), MaxDistance - random.Next(3)).Fixed(i & 0xff);
        AssertAsSystem(bits.Fixed(256).ToArray());
    }

    [Fact]
    public void Every_distance_is_reached_and_the_next_one_is_not()
    {
        for (var distance = 1; distance <= MaxDistance; distance += 1 + (distance / 9))
        {
            var stored = new byte[distance];
            new Random(distance).NextBytes(stored);
            byte[] Of(int reach) => new DeflateBits().Stored(stored.AsSpan(0, Math.Min(distance, 65535)), distance, distance ^ 0xffff, isLast: false)
                .Block(1).Match(258, reach).Fixed(256).ToArray();
            AssertAsSystem(Of(distance));
            if (distance < MaxDistance)
                AssertRefused(Of(distance + 1), "a match that starts before the data do");
        }
    }

    [Fact]
    public void Long_codes_go_on_in_second_tables()
    {
        // Lengths 1 to 14 once and 15 twice: the longest codes that there are, for literals as for distances.
        var literals = new int[286];
        for (var i = 0; i < 13; i++)
            literals['a' + i] = i + 1;
        literals[256] = 14;
        literals[257] = literals[285] = 15;
        var distances = new int[30];
        for (var i = 0; i < 14; i++)
            distances[i] = i + 1;
        distances[14] = distances[29] = 15;
        var bits = new DeflateBits().Dynamic(literals, distances);
        for (var round = 0; round < 20_000; round++)
        {
            var letter = round % 13;
            bits.Code((1 << (letter + 1)) - 2, letter + 1);
            if (round % 3 == 0 && round > 2000)
                bits.Code(round % 2 == 0 ? 0x7fff : 0x7ffe, 15).Code((1 << ((round % 14) + 1)) - 2, (round % 14) + 1).Bits(0, round % 14 < 4 ? 0 : ((round % 14) - 2) / 2);
            if (round % 7 == 0 && round > 2000)
                bits.Code(0x7ffe, 15).Code(0x7ffe, 15).Bits(63, 6);
        }

        AssertAsSystem(bits.Code(0x3ffe, 14).ToArray());
    }

    [Fact]
    public void A_single_distance_code_is_allowed_and_its_other_bit_means_nothing()
    {
        var literals = WithLengths((97, 2), (256, 2), (257, 1));
        byte[] Of(int bit) => new DeflateBits().Dynamic(literals, [1]).Code(2, 2).Code(0, 1).Bits(bit, 1).Code(3, 2).ToArray();
        Assert.Equal("aaaa"u8, AssertAsSystem(Of(0)));
        AssertRefused(Of(1), "a code that stands for nothing");
    }

    [Fact]
    public void A_block_may_have_no_distance_code_as_long_as_it_needs_none()
    {
        var literals = WithLengths((97, 2), (256, 2), (257, 1));
        Assert.Equal("a"u8, AssertAsSystem(new DeflateBits().Dynamic(literals, [0]).Code(2, 2).Code(3, 2).ToArray()));
        AssertRefused(new DeflateBits().Dynamic(literals, [0]).Code(2, 2).Code(0, 1).Code(0, 1).Code(3, 2).ToArray(), "a code that stands for nothing");
    }

    [Fact]
    public void A_block_may_have_the_code_for_its_end_alone()
    {
        var only = WithLengths((256, 1));
        Assert.Equal([], AssertAsSystem(new DeflateBits().Dynamic(only, [0]).Bits(0, 1).ToArray()));
        AssertRefused(new DeflateBits().Dynamic(only, [0]).Bits(1, 1).ToArray(), "a code that stands for nothing");
    }

    [Fact]
    public void Stored_blocks_may_be_empty()
    {
        var packed = new DeflateBits().Stored([], 0, 0xffff, isLast: false).Stored("abc"u8, 3, 0xfffc, isLast: false).Block(1).Fixed('d').Fixed(256).ToArray();
        Assert.Equal("abcd"u8, AssertAsSystem(packed));
    }

    [Theory]
    [InlineData(286)]
    [InlineData(287)]
    public void Fixed_symbols_beyond_the_lengths_mean_nothing(int symbol) =>
        AssertRefused(new DeflateBits().Block(1).Fixed('a').Fixed(symbol).Code(0, 5).Fixed(256).ToArray(), "a code that stands for nothing");

    [Theory]
    [InlineData(30)]
    [InlineData(31)]
    public void Fixed_distances_beyond_the_last_mean_nothing(int code) =>
        AssertRefused(new DeflateBits().Block(1).Fixed('a').Fixed(257).Code(code, 5).Fixed(256).ToArray(), "a code that stands for nothing");

    [Fact]
    public void Blocks_of_the_fourth_type_are_refused() => AssertRefused(new DeflateBits().Block(3).Bits(0, 32).ToArray(), "a block of an unknown type");

    [Fact]
    public void A_stored_length_without_its_inverse_is_refused() =>
        AssertRefused(new DeflateBits().Stored("abc"u8, 3, 0xfffd).ToArray(), "a stored block whose length and its inverse do not fit");

    [Theory]
    [InlineData(287, 1)]
    [InlineData(288, 1)]
    [InlineData(257, 31)]
    [InlineData(257, 32)]
    public void More_codes_than_symbols_are_refused(int literals, int distances) =>
        AssertRefused(new DeflateBits().Block(2).Counts(literals, distances).Bits(0, 320).ToArray(), "a block with more codes than there are symbols");

    [Fact]
    public void Lengths_whose_own_code_is_none_are_refused()
    {
        const string Complaint = "a block whose code lengths have an over-subscribed or incomplete code";
        foreach (var lengths in new[] { (int[])[1, 1, 1], [1, 2], [1], [2, 2, 2], [7] })
            AssertRefused(new DeflateBits().Block(2).Counts(257, 1).LengthCodes([.. lengths, .. new int[19 - lengths.Length]]).Bits(0, 600).ToArray(), Complaint);
    }

    [Fact]
    public void No_code_for_lengths_at_all_is_refused() =>
        AssertRefused(new DeflateBits().Block(2).Counts(257, 1).LengthCodes(new int[19]).Bits(0, 600).ToArray(), "a block whose code lengths have an over-subscribed or incomplete code");

    [Fact]
    public void A_length_is_repeated_only_after_one_and_up_to_the_last()
    {
        // Codes: 0 for a length of one, 10 for a repeat of it, 11 for eleven zeros and more.
        DeflateBits Head() => new DeflateBits().Block(2).Counts(257, 1).LengthCodes([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2]);
        AssertRefused(Head().Code(2, 2).Bits(0, 600).ToArray(), "a block that repeats a code length before the first");
        AssertRefused(Head().Code(3, 2).Bits(127, 7).Code(3, 2).Bits(127, 7).Bits(0, 600).ToArray(), "a block that repeats a code length beyond the last");
    }

    [Fact]
    public void A_block_without_end_is_refused() =>
        AssertRefused(new DeflateBits().Dynamic(WithLengths((97, 1), (98, 1)), [0]).Bits(0, 100).ToArray(), "a block without a code for its end");

    [Fact]
    public void Literal_codes_that_are_none_are_refused()
    {
        const string Complaint = "a block whose literal and length codes are over-subscribed or incomplete";
        AssertRefused(new DeflateBits().Dynamic(WithLengths((97, 1), (98, 1), (256, 1)), [0]).Bits(0, 100).ToArray(), Complaint);
        AssertRefused(new DeflateBits().Dynamic(WithLengths((97, 1), (256, 2)), [0]).Bits(0, 100).ToArray(), Complaint);
        AssertRefused(new DeflateBits().Dynamic(WithLengths((256, 2)), [0]).Bits(0, 100).ToArray(), Complaint);
    }

    [Fact]
    public void Distance_codes_that_are_none_are_refused()
    {
        const string Complaint = "a block whose distance codes are over-subscribed or incomplete";
        var literals = WithLengths((97, 1), (256, 1));
        foreach (var distances in new[] { (int[])[1, 1, 1], [1, 2], [2], [2, 2], [15] })
            AssertRefused(new DeflateBits().Dynamic(literals, distances).Bits(0, 100).ToArray(), Complaint);
    }

    [Fact]
    public void Data_that_end_early_say_so_wherever_they_end()
    {
        var plain = Plain("words")[..3000];
        var packed = Pack(plain, 6, ZLibCompressionStrategy.Default);
        for (var length = 0; length < packed.Length; length++)
        {
            var cut = Unpacked.Raw(packed[..length]);
            Assert.Equal("the packed data end inside a block", cut.Damage);
            Assert.True(plain.AsSpan().StartsWith(cut.Bytes));
        }
    }

    [Fact]
    public void All_that_stands_before_the_damage_is_handed_out()
    {
        var bits = new DeflateBits().Block(1);
        for (var i = 0; i < 100_000; i++)
            bits.Fixed(i & 0xff);
        var damaged = Unpacked.Raw(bits.Match(3, MaxDistance).Fixed(286).Bits(0, 600).ToArray());
        Assert.Equal((100_003, "a code that stands for nothing"), (damaged.Bytes.Length, damaged.Damage));
    }

    internal static byte[] Plain(string kind)
    {
        var random = new Random(7);
        var bytes = new byte[kind switch { "nothing" => 0, "one" => 1, "steps" => 700_000, _ => 300_000 }];
        switch (kind)
        {
            case "random":
                random.NextBytes(bytes);
                break;
            case "words":
                var words = Enumerable.Range(0, 500).Select(_ => Convert.ToBase64String(BitConverter.GetBytes(random.NextInt64()))[..random.Next(2, 11)] + " ").ToArray();
                for (var at = 0; at < bytes.Length;)
                {
                    foreach (var letter in words[random.Next(random.Next(1, words.Length))].Take(bytes.Length - at))
                        bytes[at++] = (byte)letter;
                }

                break;
            case "program":
                using (var file = File.OpenRead(typeof(InflaterTests).Assembly.Location))
                    bytes = bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
                break;
            case "skewed":
                for (var i = 0; i < bytes.Length; i++)
                    bytes[i] = (byte)(255 * Math.Pow(random.NextDouble(), 9));
                break;
            case "steps":
                for (var i = 0; i < bytes.Length; i++)
                    bytes[i] = (byte)((i / 3 % 251) ^ (i / 40_000));
                break;
        }

        return bytes;
    }

    internal static byte[] Pack(byte[] plain, int level, ZLibCompressionStrategy strategy)
    {
        var packed = new MemoryStream();
        using (var deflating = new DeflateStream(packed, new ZLibCompressionOptions { CompressionLevel = level, CompressionStrategy = strategy }, leaveOpen: true))
            deflating.Write(plain);

        // The system packs nothing into nothing, which is no block at all.
        return packed.Length == 0 ? new DeflateBits().Block(1).Fixed(256).ToArray() : packed.ToArray();
    }

    private static int[] WithLengths(params ReadOnlySpan<(int Symbol, int Length)> codes)
    {
        var lengths = new int[258];
        foreach (var (symbol, length) in codes)
            lengths[symbol] = length;
        return lengths;
    }

    /// <summary>Whole, and in pieces so small that the careful way is taken throughout.</summary>
    private static byte[] AssertAsSystem(byte[] packed)
    {
        var theirs = Unpacked.RawBySystem(packed);
        Assert.Null(theirs.Damage);
        foreach (var piece in new[] { int.MaxValue, 1 })
        {
            var ours = Unpacked.Raw(packed, piece);
            Assert.Null(ours.Damage);
            Assert.True(theirs.Bytes.AsSpan().SequenceEqual(ours.Bytes), $"pieces of {piece}");
        }

        return theirs.Bytes;
    }

    private static void AssertRefused(byte[] packed, string why)
    {
        Assert.NotNull(Unpacked.RawBySystem(packed).Damage);
        Assert.Equal(why, Refusal(packed));

        // With more behind it, the hot loop meets what is wrong; without, the careful one.
        Assert.Equal(why, Refusal([.. packed, .. new byte[100]]));
    }

    private static string? Refusal(byte[] packed)
    {
        var whole = Unpacked.Raw(packed).Damage;
        Assert.Equal(whole, Unpacked.Raw(packed, piece: 1).Damage);
        return whole;
    }
}
