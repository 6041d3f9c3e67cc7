namespace Pavior.Formats.Deflate;

/// <summary>Takes bits and symbols with care: never a byte more from the stream than they need. The hot loop has its own way and leaves less than a byte here.</summary>
internal sealed class BitInput(PackedInput input)
{
    /// <summary>The bits that are left of the last byte taken, and zeros above.</summary>
    public ulong Bits { get; set; }

    /// <summary>How many, below eight whenever nobody is in the midst of taking.</summary>
    public int Count { get; set; }

    /// <exception cref="InvalidDataException">The packed bytes end before.</exception>
    public uint Take(int count)
    {
        while (Count < count)
            Pull();
        var taken = (uint)Bits & ((1u << count) - 1);
        Drop(count);
        return taken;
    }

    /// <summary>The entry of the next symbol, whose code is taken and whose extra bits are not.</summary>
    /// <param name="tables">Where the table lies.</param>
    /// <param name="start">Its first entry.</param>
    /// <param name="tableBits">Bits of the first lookup.</param>
    /// <exception cref="InvalidDataException">The packed bytes end before.</exception>
    public uint TakeSymbol(uint[] tables, int start, int tableBits)
    {
        // An entry that was looked up with zeros for missing bits counts only when its code has no missing bit.
        while (true)
        {
            var entry = tables[start + (int)(Bits & ((1u << tableBits) - 1))];
            var bits = CodeBits(entry);
            if ((entry & HuffmanTable.Subtable) != 0)
            {
                entry = tables[start + (int)(entry >> 16) + (int)((Bits >> tableBits) & ((1u << bits) - 1))];
                bits = tableBits + CodeBits(entry);
            }

            if (bits <= Count)
            {
                Drop(bits);
                return entry;
            }

            Pull();
        }
    }

    /// <summary>The base of a length or distance and its extra bits.</summary>
    public int TakeValue(uint entry) => (int)(entry >> 16) + (int)Take((int)(entry & 0xff) - CodeBits(entry));

    /// <summary>Leaves the rest of the last byte.</summary>
    public void Align()
    {
        Bits = 0;
        Count = 0;
    }

    private static int CodeBits(uint entry) => (int)(entry >> 8) & 0xf;

    private void Drop(int count)
    {
        Bits >>= count;
        Count -= count;
    }

    private void Pull()
    {
        var next = input.TakeByte();
        if (next < 0)
            throw new InvalidDataException("the packed data end inside a block");
        Bits |= (ulong)(uint)next << Count;
        Count += 8;
    }
}
