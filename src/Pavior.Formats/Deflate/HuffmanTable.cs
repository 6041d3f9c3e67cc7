using System.Numerics;

namespace Pavior.Formats.Deflate;

/// <summary>
/// Makes the tables that codes are looked up in, from the lengths of the codes (RFC 1951, 3.2.2). One lookup with the next bits gives all that a
/// symbol needs; a code that is longer than the table's bits goes on in a second table behind the first.
/// </summary>
/// <remarks>
/// An entry, from its lowest bit: 8 bits how many bits it takes, extra bits included; 4 bits how many of them are the code; flags; from bit 16 the
/// literal, the base of the length or distance, or where the second table starts.
/// </remarks>
internal static class HuffmanTable
{
    /// <summary>Longest code of the format.</summary>
    public const int LongestCode = 15;

    /// <summary>The sign bit, so that it costs least to test.</summary>
    public const uint Literal = 1u << 31;

    /// <summary>Neither literal nor length nor distance: one of the two below, or, alone, a code that stands for nothing.</summary>
    public const uint Exceptional = 1u << 15;

    public const uint Subtable = 1u << 14;

    public const uint EndOfBlock = 1u << 13;

    /// <summary>Most symbols of one alphabet.</summary>
    private const int Symbols = 288;

    private const int ValueShift = 16;

    private const int CodeShift = 8;

    /// <summary>False when the lengths are no code: over-subscribed, or incomplete in another way than <paramref name="mayBeSingle"/> allows.</summary>
    /// <param name="lengths">Bits of the code of each symbol, 15 at most; zero where it has none.</param>
    /// <param name="symbols">What a symbol stands for: an entry without the bits of its code.</param>
    /// <param name="table">Takes the table, and the second tables.</param>
    /// <param name="tableBits">Bits of the first lookup.</param>
    /// <param name="mayBeSingle">Allows no code at all, and one code of one bit. The other bit stands for nothing.</param>
    public static bool TryBuild(ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> symbols, Span<uint> table, int tableBits, bool mayBeSingle)
    {
        Span<int> counts = stackalloc int[LongestCode + 1];
        counts.Clear();
        foreach (var length in lengths)
            counts[length]++;
        counts[0] = 0;
        var free = 1;
        var longest = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            free = (free << 1) - counts[length];
            if (free < 0)
                return false;
            if (counts[length] > 0)
                longest = length;
        }

        if (free > 0)
            return mayBeSingle && longest <= 1 && FillSingle(lengths, symbols, table[..(1 << tableBits)]);
        Span<ushort> sorted = stackalloc ushort[Symbols];
        Sort(lengths, counts, sorted);
        Fill(sorted, counts, symbols, table, tableBits);
        return true;
    }

    private static bool FillSingle(ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> symbols, Span<uint> table)
    {
        var symbol = lengths.IndexOf((byte)1);
        var nothing = Exceptional | (1u << CodeShift) | 1;
        for (var i = 0; i < table.Length; i++)
            table[i] = symbol >= 0 && (i & 1) == 0 ? Entry(symbols[symbol], 1) : nothing;
        return true;
    }

    private static void Sort(ReadOnlySpan<byte> lengths, ReadOnlySpan<int> counts, Span<ushort> sorted)
    {
        Span<int> places = stackalloc int[LongestCode + 1];
        places[0] = places[1] = 0;
        for (var length = 1; length < LongestCode; length++)
            places[length + 1] = places[length] + counts[length];
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] != 0)
                sorted[places[lengths[symbol]]++] = (ushort)symbol;
        }
    }

    /// <summary>
    /// The code is complete. Codes stand in the stream from their first bit on, so an index holds them reversed. Codes that fit are written once,
    /// and the table is doubled with each longer length: places that are not taken yet get their codes later.
    /// </summary>
    private static void Fill(ReadOnlySpan<ushort> sorted, Span<int> counts, ReadOnlySpan<uint> symbols, Span<uint> table, int tableBits)
    {
        var code = 0u;
        var at = 0;
        for (var length = 1; length <= tableBits; length++)
        {
            var size = 1 << length;
            table[..(size >> 1)].CopyTo(table[(size >> 1)..]);
            for (var left = counts[length]; left > 0; left--)
            {
                table[(int)code] = Entry(symbols[sorted[at++]], length);
                code = Next(code, (uint)size - 1);
            }
        }

        // All ones were the last code; the place after it is zero again.
        if (code != 0)
            FillSubtables(sorted[at..], counts, symbols, table, tableBits, code);
    }

    private static void FillSubtables(
        ReadOnlySpan<ushort> sorted, Span<int> counts, ReadOnlySpan<uint> symbols, Span<uint> table, int tableBits, uint code)
    {
        var (start, bits, end, prefix) = (0, 0, 1 << tableBits, uint.MaxValue);
        var at = 0;
        for (var length = tableBits + 1; length <= LongestCode; length++)
        {
            for (; counts[length] > 0; counts[length]--)
            {
                var first = code & ((1u << tableBits) - 1);
                if (first != prefix)
                {
                    prefix = first;
                    start = end;
                    bits = SubtableBits(counts, length, tableBits);
                    end = start + (1 << bits);
                    table[(int)first] = Exceptional | Subtable | ((uint)start << ValueShift) | ((uint)bits << CodeShift) | (uint)tableBits;
                }

                var entry = Entry(symbols[sorted[at++]], length - tableBits);
                var sub = table[start..end];
                for (var i = (int)(code >> tableBits); i < sub.Length; i += 1 << (length - tableBits))
                    sub[i] = entry;
                code = Next(code, (1u << length) - 1);
            }
        }
    }

    /// <summary>As many bits as the codes that are left need at most to fill the rest of the table behind one prefix.</summary>
    private static int SubtableBits(ReadOnlySpan<int> counts, int length, int tableBits)
    {
        var bits = length - tableBits;
        for (var used = counts[length]; used < 1 << bits;)
        {
            bits++;
            used = (used << 1) + counts[tableBits + bits];
        }

        return bits;
    }

    private static uint Entry(uint symbol, int codeBits) => symbol + ((uint)codeBits << CodeShift) + (uint)codeBits;

    /// <summary>Adds one to a number whose bits are reversed: zero after all ones.</summary>
    private static uint Next(uint code, uint ones)
    {
        var zeros = code ^ ones;
        if (zeros == 0)
            return 0;
        var bit = 1u << BitOperations.Log2(zeros);
        return (code & (bit - 1)) | bit;
    }
}
