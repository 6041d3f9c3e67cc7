using System.Runtime.Intrinsics;

namespace Pavior.Formats.Deflate;

/// <summary>
/// The hot loop of inflating: decodes symbols while input and output have plenty of room, so that neither is checked in a round.
/// The one file here that reads and writes by address; each access says why it is in bounds.
/// </summary>
internal static unsafe class InflateLoop
{
    /// <summary>Input bytes without which no round is made: the load before the first takes seven, and a round loads eight twice, the second seven further on.</summary>
    public const int InputRoom = 7 + 7 + 8;

    /// <summary>Output bytes without which no round is made: copies in whole vectors end less than 32 bytes behind a match.</summary>
    public const int OutputRoom = RoundOutput + 32;

    /// <summary>Input bytes that a round may take: two loads.</summary>
    private const int RoundInput = 14;

    /// <summary>Output bytes that a round may make: two literals and the longest match.</summary>
    private const int RoundOutput = 2 + 258;

    private const uint LiteralMask = (1u << DeflateCodes.LiteralBits) - 1;

    /// <summary>Bits of the longest distance: its code and its extra bits.</summary>
    private const int DistanceTakes = 15 + 13;

    /// <summary>What ended the loop.</summary>
    public enum Ending
    {
        /// <summary>Too little room in input or output.</summary>
        NoRoom,
        EndOfBlock,
        BadSymbol,
        BadDistance,
    }

    /// <summary>Where reading and writing stand.</summary>
    public struct Place
    {
        /// <summary>Bits taken from the input but not used, less than a byte.</summary>
        public ulong Bits;
        public int Count;
        public int At;
        public int Out;
    }

    /// <summary>The same, as the hot part has it.</summary>
    private struct Pointers
    {
        public ulong Bits;
        public int Left;
        public byte* In;
        public byte* To;

        /// <summary>First byte that a match may reach.</summary>
        public byte* Lowest;
        public uint* Table;
    }

    /// <param name="tables">As <see cref="DeflateCodes.Tables"/>.</param>
    /// <param name="input">The packed bytes, up to the last that is there.</param>
    /// <param name="window">What was written before, and room for more.</param>
    /// <param name="start">First byte in the window that a match may reach.</param>
    /// <param name="place">Where reading and writing go on; inside their spans.</param>
    public static Ending Run(uint[] tables, ReadOnlySpan<byte> input, Span<byte> window, int start, ref Place place)
    {
        fixed (byte* inputStart = input, windowStart = window)
        fixed (uint* table = tables)
        {
            var at = new Pointers
            {
                Bits = place.Bits,
                Left = place.Count,
                In = inputStart + place.At,
                To = windowStart + place.Out,
                Lowest = windowStart + start,
                Table = table,
            };
            var ending = Ending.NoRoom;
            while (ending == Ending.NoRoom && Rounds(inputStart + input.Length - at.In, windowStart + window.Length - at.To) is > 0 and var rounds)
                ending = Run(&at, rounds);
            place = new Place { Bits = at.Bits, Count = at.Left, At = (int)(at.In - inputStart), Out = (int)(at.To - windowStart) };
            return ending;
        }
    }

    /// <summary>Rounds that cannot leave the input or the window, whatever they do.</summary>
    private static int Rounds(long input, long output) =>
        input < InputRoom || output < OutputRoom
            ? 0
            : 1 + (int)Math.Min((uint)(input - InputRoom) / RoundInput, (uint)(output - OutputRoom) / RoundOutput);

    /// <summary>Calls nothing, so that all stays in registers.</summary>
    private static Ending Run(Pointers* at, int rounds)
    {
        var ending = Ending.NoRoom;
        var table = at->Table;
        var @in = at->In;
        var to = at->To;
        var bits = at->Bits;
        var left = at->Left;
        bits |= *(ulong*)@in << left;
        @in += (nuint)(uint)(left ^ 63) >> 3;
        left |= 56;

        // Indices into the tables are at most their bits; second tables were laid inside the array by HuffmanTable. An entry takes 28 bits at most,
        // and there are 32 masks.
        var entry = table[bits & LiteralMask];
        do
        {
            // Here 56 bits are there, and entry is what they start with. A code of the first table has 11 bits at most, a length takes 20.
            // Both entries that may come next are looked up before it is known which does: guessing wrong is what costs most here.
            var before = (uint)bits;
            bits >>= (int)entry;
            left -= (byte)entry;
            var next = table[bits & LiteralMask];
            var near = table[(nuint)(byte)bits + DeflateCodes.DistanceTable];
            if ((int)entry < 0)
            {
                to[0] = (byte)(entry >> 16);
                before = (uint)bits;
                bits >>= (int)next;
                left -= (byte)next;
                entry = next;
                next = table[bits & LiteralMask];
                near = table[(nuint)(byte)bits + DeflateCodes.DistanceTable];
                if ((int)entry < 0)
                {
                    to[1] = (byte)(entry >> 16);
                    before = (uint)bits;
                    bits >>= (int)next;
                    left -= (byte)next;
                    entry = next;
                    next = table[bits & LiteralMask];
                    near = table[(nuint)(byte)bits + DeflateCodes.DistanceTable];
                    if ((int)entry < 0)
                    {
                        to[2] = (byte)(entry >> 16);
                        to += 3;
                        entry = next;
                        bits |= *(ulong*)@in << left;
                        @in += (nuint)(uint)(left ^ 63) >> 3;
                        left |= 56;
                        continue;
                    }

                    to++;
                }

                to++;
            }

            if ((entry & HuffmanTable.Exceptional) != 0)
            {
                if ((entry & HuffmanTable.Subtable) != 0)
                {
                    // 23 bits are left at least.
                    entry = table[(nuint)(entry >> 16) + ((uint)bits & ((1u << (int)((entry >> 8) & 0xf)) - 1))];
                    before = (uint)bits;
                    bits >>= (int)entry;
                    left -= (byte)entry;
                    near = table[(nuint)(byte)bits + DeflateCodes.DistanceTable];
                    if ((int)entry < 0)
                    {
                        *to++ = (byte)(entry >> 16);
                        bits |= *(ulong*)@in << left;
                        @in += (nuint)(uint)(left ^ 63) >> 3;
                        left |= 56;
                        entry = table[bits & LiteralMask];
                        continue;
                    }
                }

                if ((entry & HuffmanTable.Exceptional) != 0)
                {
                    ending = (entry & HuffmanTable.EndOfBlock) != 0 ? Ending.EndOfBlock : Ending.BadSymbol;
                    break;
                }
            }

            // 14 bits are left at least, of which 8 looked up the distance.
            var length = (entry >> 16) + ((before & table[(nuint)(byte)entry + DeflateCodes.MaskTable]) >> (int)(entry >> 8));
            if (left < DistanceTakes)
            {
                bits |= *(ulong*)@in << left;
                @in += (nuint)(uint)(left ^ 63) >> 3;
                left |= 56;
            }

            if ((near & HuffmanTable.Exceptional) != 0)
            {
                if ((near & HuffmanTable.Subtable) != 0)
                {
                    bits >>= DeflateCodes.DistanceBits;
                    left -= DeflateCodes.DistanceBits;
                    near = table[(nuint)(near >> 16) + ((uint)bits & ((1u << (int)((near >> 8) & 0xf)) - 1)) + DeflateCodes.DistanceTable];
                }

                if ((near & HuffmanTable.Exceptional) != 0)
                {
                    ending = Ending.BadSymbol;
                    break;
                }
            }

            nuint distance = (near >> 16) + (((uint)bits & table[(nuint)(byte)near + DeflateCodes.MaskTable]) >> (int)(near >> 8));
            bits >>= (int)near;
            left -= (byte)near;

            // Nothing before the start of the member is reached, nor before the window.
            if (distance > (nuint)(to - at->Lowest))
            {
                ending = Ending.BadDistance;
                break;
            }

            // The next entry is on its way while the match is copied.
            bits |= *(ulong*)@in << left;
            @in += (nuint)(uint)(left ^ 63) >> 3;
            left |= 56;
            entry = table[bits & LiteralMask];

            // Copies write less than 32 bytes behind the match. A vector is read before it is written over, or lies before what is written.
            var from = to - distance;
            var end = to + length;
            if (distance >= 16)
            {
                Vector128.Load(from).Store(to);
                Vector128.Load(from + 16).Store(to + 16);
                for (to += 32; to < end; to += 32)
                {
                    from += 32;
                    Vector128.Load(from).Store(to);
                    Vector128.Load(from + 16).Store(to + 16);
                }
            }
            else if (distance == 1)
            {
                var run = Vector128.Create(to[-1]);
                do
                {
                    run.Store(to);
                    to += 16;
                }
                while (to < end);
            }
            else
            {
                // Each store makes the pattern longer by itself, until a vector is whole before it is read.
                do
                {
                    Vector128.Load(from).Store(to);
                    to += distance;
                    distance += distance;
                }
                while (distance < 16);
                while (to < end)
                {
                    Vector128.Load(from).Store(to);
                    to += 16;
                    from += 16;
                }
            }

            to = end;
        }
        while (--rounds != 0);

        // Whole bytes go back: they were taken from this input, as less than one byte was there at first.
        @in -= left >> 3;
        left &= 7;
        at->Bits = bits & ((1u << left) - 1);
        at->Left = left;
        at->In = @in;
        at->To = to;
        return ending;
    }
}
