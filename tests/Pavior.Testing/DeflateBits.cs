using System.Numerics;

namespace Pavior.Testing;

/// <summary>Writes DEFLATE data bit by bit (RFC 1951), valid or not: what no compressor writes has to be made by hand.</summary>
public sealed class DeflateBits
{
    private static readonly int[] LengthBases = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static readonly int[] LengthExtras = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static readonly int[] Order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly List<byte> _bytes = [];
    private uint _last;
    private int _count;

    /// <summary>A number, its lowest bit first.</summary>
    public DeflateBits Bits(int value, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _last |= (uint)((value >> i) & 1) << _count;
            if (++_count == 8)
                Align();
        }

        return this;
    }

    /// <summary>A Huffman code, its highest bit first.</summary>
    public DeflateBits Code(int code, int count)
    {
        for (var i = count - 1; i >= 0; i--)
            Bits(code >> i, 1);
        return this;
    }

    public DeflateBits Block(int type, bool isLast = true) => Bits(isLast ? 1 : 0, 1).Bits(type, 2);

    /// <summary>A stored block with whatever it says of its length.</summary>
    public DeflateBits Stored(ReadOnlySpan<byte> bytes, int length, int inverse, bool isLast = true)
    {
        Block(0, isLast);
        if (_count > 0)
            Align();
        Bits(length, 16).Bits(inverse, 16);
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>A symbol of literals and lengths in the fixed code.</summary>
    public DeflateBits Fixed(int symbol) => symbol switch
    {
        < 144 => Code(0x30 + symbol, 8),
        < 256 => Code(0x190 + symbol - 144, 9),
        < 280 => Code(symbol - 256, 7),
        _ => Code(0xc0 + symbol - 280, 8),
    };

    /// <summary>A match in the fixed codes.</summary>
    public DeflateBits Match(int length, int distance)
    {
        var symbol = Array.FindLastIndex(LengthBases, b => b <= length);
        Fixed(257 + symbol).Bits(length - LengthBases[symbol], LengthExtras[symbol]);
        var extra = distance <= 4 ? 0 : BitOperations.Log2((uint)distance - 1) - 1;
        var code = distance <= 4 ? distance - 1 : (2 * extra) + ((distance - 1) >> extra);
        return Code(code, 5).Bits((distance - 1) & ((1 << extra) - 1), extra);
    }

    /// <summary>The head of a block with codes of its own, whose lengths are told by codes of four bits for 0 to 15.</summary>
    public DeflateBits Dynamic(ReadOnlySpan<int> literals, ReadOnlySpan<int> distances, bool isLast = true)
    {
        Block(2, isLast).Counts(literals.Length, distances.Length).LengthCodes([.. Enumerable.Repeat(4, 16), 0, 0, 0]);
        foreach (var length in literals)
            Code(length, 4);
        foreach (var length in distances)
            Code(length, 4);
        return this;
    }

    public DeflateBits Counts(int literals, int distances) => Bits(literals - 257, 5).Bits(distances - 1, 5).Bits(15, 4);

    /// <summary>The lengths of the codes for lengths, by symbol.</summary>
    public DeflateBits LengthCodes(ReadOnlySpan<int> lengths)
    {
        foreach (var symbol in Order)
            Bits(lengths[symbol], 3);
        return this;
    }

    public byte[] ToArray()
    {
        if (_count > 0)
            Align();
        return [.. _bytes];
    }

    private void Align()
    {
        _bytes.Add((byte)_last);
        (_last, _count) = (0, 0);
    }
}
