using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pavior.Formats.Deflate;

/// <summary>
/// The hot loop of inflating: decodes symbols while input and output have plenty of room, so that neither is checked more than once a round.
/// The one file here that reads and writes by address; each access says why it is in bounds.
/// </summary>
internal static unsafe class InflateLoop
{
    /// <summary>Input bytes without which no round is made: what a round may look at, and the load before the first.</summary>
    public const int InputRoom = RoundInput + 8;

    /// <summary>Input bytes that a round may look at: two loads of eight bytes, the second seven bytes behind the first at most.</summary>
    private const int RoundInput = 16;

    /// <summary>Output bytes that a round may write: three literals, the longest match, and 32 beyond it, where copies in whole vectors end.</summary>
    public const int OutputRoom = 3 + 258 + 32;

    /// <summary>What ended the loop.</summary>
    public enum Ending
    {
        /// <summary>Too little room in input or output.</summary>
        NoRoom,
        EndOfBlock,
        BadSymbol,
        BadDistance,
    }

    /// <summary>What goes in and comes out, changed.</summary>
    public ref struct Place
    {
        /// <summary>Bits taken from the input but not used, less than a byte.</summary>
        public ulong Bits;
        public int Count;
        public int At;
        public int Out;
    }

    /// <param name="tables">As <see cref="DeflateCodes.Tables"/>.</param>
    /// <param name="input">The packed bytes, up to the last that is there.</param>
    /// <param name="window">What was written before, and room for more.</param>
    /// <param name="start">First byte in the window that a match may reach.</param>
    /// <param name="place">Where reading and writing go on; inside their spans.</param>
    public static Ending Run(uint[] tables, ReadOnlySpan<byte> input, Span<byte> window, int start, ref Place place)
    {
        if (input.Length - place.At < InputRoom || window.Length - place.Out < OutputRoom)
            return Ending.NoRoom;
        return Bmi2.IsSupported
            ? Run<Bmi2Bits>(tables, input, window, start, ref place)
            : Run<PlainBits>(tables, input, window, start, ref place);
    }

    private static Ending Run<TBits>(uint[] tables, ReadOnlySpan<byte> input, Span<byte> window, int start, ref Place place)
        where TBits : struct, ILowBits
    {
        fixed (byte* inputStart = input, windowStart = window)
        fixed (uint* table = tables)
        {
            var ending = Ending.NoRoom;
            var @in = inputStart + place.At;
            var to = windowStart + place.Out;
            var lowest = windowStart + start;
            var inputEnd = inputStart + input.Length - RoundInput;
            var outputEnd = windowStart + window.Length - OutputRoom;
            var bits = place.Bits;

            // Only the low byte counts bits: whole entries are subtracted, and no borrow leaves the byte as it never goes below zero.
            var left = (uint)place.Count;
            bits |= *(ulong*)@in << (int)left;
            @in += 7 - ((left >> 3) & 7);
            left |= 56;

            // Indices into the tables are at most their bits; second tables were laid inside the array by HuffmanTable.
            var entry = table[bits & LiteralMask];
            while (@in <= inputEnd && to <= outputEnd)
            {
                // Here 56 bits are there, and entry is what they start with. Codes of the first table have 11 bits at most.
                if ((int)entry < 0)
                {
                    bits >>= (int)entry;
                    left -= entry;
                    *to++ = (byte)(entry >> 16);
                    entry = table[bits & LiteralMask];
                    if ((int)entry < 0)
                    {
                        bits >>= (int)entry;
                        left -= entry;
                        *to++ = (byte)(entry >> 16);
                        entry = table[bits & LiteralMask];
                        if ((int)entry < 0)
                        {
                            bits >>= (int)entry;
                            left -= entry;
                            *to++ = (byte)(entry >> 16);
                            entry = table[bits & LiteralMask];
                            bits |= *(ulong*)@in << (int)left;
                            @in += 7 - ((left >> 3) & 7);
                            left |= 56;
                            continue;
                        }
                    }
                }

                // 34 bits are there at least; a length takes 20 at most.
                var before = bits;
                bits >>= (int)entry;
                left -= entry;
                if ((entry & HuffmanTable.Exceptional) != 0)
                {
                    if ((entry & HuffmanTable.Subtable) == 0)
                    {
                        ending = (entry & HuffmanTable.EndOfBlock) != 0 ? Ending.EndOfBlock : Ending.BadSymbol;
                        break;
                    }

                    entry = table[(entry >> 16) + ((uint)bits & ((1u << (int)((entry >> 8) & 0xf)) - 1))];
                    before = bits;
                    bits >>= (int)entry;
                    left -= entry;
                    if ((int)entry < 0)
                    {
                        *to++ = (byte)(entry >> 16);
                        bits |= *(ulong*)@in << (int)left;
                        @in += 7 - ((left >> 3) & 7);
                        left |= 56;
                        entry = table[bits & LiteralMask];
                        continue;
                    }

                    if ((entry & HuffmanTable.Exceptional) != 0)
                    {
                        ending = (entry & HuffmanTable.EndOfBlock) != 0 ? Ending.EndOfBlock : Ending.BadSymbol;
                        break;
                    }
                }

                var length = (entry >> 16) + (TBits.Low((uint)before, entry) >> (int)(entry >> 8));
                if ((byte)left < DistanceTakes)
                {
                    bits |= *(ulong*)@in << (int)left;
                    @in += 7 - ((left >> 3) & 7);
                    left |= 56;
                }

                entry = table[DeflateCodes.DistanceTable + (uint)(bits & DistanceMask)];
                if ((entry & HuffmanTable.Exceptional) != 0)
                {
                    if ((entry & HuffmanTable.Subtable) == 0)
                    {
                        ending = Ending.BadSymbol;
                        break;
                    }

                    bits >>= DeflateCodes.DistanceBits;
                    left -= DeflateCodes.DistanceBits;
                    entry = table[DeflateCodes.DistanceTable + (entry >> 16) + ((uint)bits & ((1u << (int)((entry >> 8) & 0xf)) - 1))];
                    if ((entry & HuffmanTable.Exceptional) != 0)
                    {
                        ending = Ending.BadSymbol;
                        break;
                    }
                }

                before = bits;
                bits >>= (int)entry;
                left -= entry;
                var distance = (nuint)((entry >> 16) + (TBits.Low((uint)before, entry) >> (int)(entry >> 8)));

                // Nothing before the start of the member is reached, nor before the window.
                if (distance > (nuint)(to - lowest))
                {
                    ending = Ending.BadDistance;
                    break;
                }

                // The next entry is on its way while the match is copied.
                bits |= *(ulong*)@in << (int)left;
                @in += 7 - ((left >> 3) & 7);
                left |= 56;
                entry = table[bits & LiteralMask];

                var from = to - distance;
                var end = to + length;
                if (distance >= 16)
                {
                    // A vector never reads what it has still to write. Writes end less than 32 bytes behind the match.
                    Vector128.Load(from).Store(to);
                    Vector128.Load(from + 16).Store(to + 16);
                    if (length > 32)
                    {
                        do
                        {
                            to += 32;
                            from += 32;
                            Vector128.Load(from).Store(to);
                            Vector128.Load(from + 16).Store(to + 16);
                        }
                        while (to + 32 < end);
                    }
                }
                else
                {
                    CopyNear(to, end, distance);
                }

                to = end;
            }

            // Whole bytes go back: they were taken from this input, as less than one byte was there at first.
            left = (byte)left;
            @in -= left >> 3;
            left &= 7;
            place.Bits = bits & ((1u << (int)left) - 1);
            place.Count = (int)left;
            place.At = (int)(@in - inputStart);
            place.Out = (int)(to - windowStart);
            return ending;
        }
    }

    private const uint LiteralMask = (1u << DeflateCodes.LiteralBits) - 1;

    private const uint DistanceMask = (1u << DeflateCodes.DistanceBits) - 1;

    /// <summary>Bits of the longest distance: its code and its extra bits.</summary>
    private const int DistanceTakes = 15 + 13;

    /// <summary>Repeats the last bytes, fewer than 16. Writes end less than 32 bytes behind the match.</summary>
    private static void CopyNear(byte* to, byte* end, nuint distance)
    {
        if (distance == 1)
        {
            var run = Vector128.Create(to[-1]);
            do
            {
                run.Store(to);
                to += 16;
            }
            while (to < end);
            return;
        }

        // Each store makes the pattern longer by itself, until eight bytes can be copied without reading what they write.
        var from = to - distance;
        while (distance < 8)
        {
            *(ulong*)to = *(ulong*)from;
            to += distance;
            distance += distance;
        }

        do
        {
            *(ulong*)to = *(ulong*)from;
            to += 8;
            from += 8;
        }
        while (to < end);
    }

    private interface ILowBits
    {
        /// <summary>As many low bits as the low byte of the entry says, fewer than 32.</summary>
        static abstract uint Low(uint value, uint entry);
    }

    private readonly struct Bmi2Bits : ILowBits
    {
        public static uint Low(uint value, uint entry) => Bmi2.ZeroHighBits(value, entry);
    }

    private readonly struct PlainBits : ILowBits
    {
        public static uint Low(uint value, uint entry) => value & ((1u << (int)entry) - 1);
    }
}
