namespace Pavior.Formats.Deflate;

/// <summary>The two tables of a block, and what the symbols of the format stand for (RFC 1951, 3.2.5 to 3.2.7).</summary>
internal sealed class DeflateCodes
{
    /// <summary>Bits of the first lookup of a literal or length.</summary>
    public const int LiteralBits = 11;

    /// <summary>Bits of the first lookup of a distance.</summary>
    public const int DistanceBits = 8;

    /// <summary>Where the table of distances starts. A complete code of 288 symbols takes 2,342 entries at most; more is refused by the builder.</summary>
    public const int DistanceTable = 2400;

    /// <summary>Symbols that a block may give codes to; the format has two more of each, which stand for nothing.</summary>
    public const int LiteralCodes = 286;

    public const int DistanceCodes = 30;

    private const int LiteralSymbols = 288;

    private const int DistanceSymbols = 32;

    /// <summary>A complete code of 32 symbols takes 402.</summary>
    private const int DistanceEntries = 408;

    /// <summary>Where the masks start: of no bit, of the lowest, of the two lowest, and so on up to 31.</summary>
    public const int MaskTable = DistanceTable + DistanceEntries;

    private const int Masks = 32;

    private static readonly uint[] LiteralMeanings = Literals();

    private static readonly uint[] DistanceMeanings = Distances();

    private bool _isFixed;

    public DeflateCodes()
    {
        for (var i = 0; i < Masks; i++)
            Tables[MaskTable + i] = (1u << i) - 1;
    }

    /// <summary>What the hot loop looks up: literals and lengths, from <see cref="DistanceTable"/> on distances, and from <see cref="MaskTable"/> on masks.</summary>
    public uint[] Tables { get; } = new uint[MaskTable + Masks];

    /// <summary>The codes of blocks that bring none.</summary>
    public void SetFixed()
    {
        if (_isFixed)
            return;
        Span<byte> lengths = stackalloc byte[LiteralSymbols + DistanceSymbols];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..288].Fill(8);
        lengths[LiteralSymbols..].Fill(5);
        Set(lengths[..LiteralSymbols], lengths[LiteralSymbols..]);
        _isFixed = true;
    }

    /// <summary>The codes that a block brings.</summary>
    /// <exception cref="InvalidDataException">They are none.</exception>
    public void Set(ReadOnlySpan<byte> literals, ReadOnlySpan<byte> distances)
    {
        _isFixed = false;
        if (!HuffmanTable.TryBuild(literals, LiteralMeanings, Tables.AsSpan(0, DistanceTable), LiteralBits, mayBeSingle: true))
            throw new InvalidDataException("a block whose literal and length codes are over-subscribed or incomplete");
        if (!HuffmanTable.TryBuild(distances, DistanceMeanings, Tables.AsSpan(DistanceTable, DistanceEntries), DistanceBits, mayBeSingle: true))
            throw new InvalidDataException("a block whose distance codes are over-subscribed or incomplete");
    }

    private static uint[] Literals()
    {
        var meanings = new uint[LiteralSymbols];
        for (var i = 0u; i < 256; i++)
            meanings[i] = HuffmanTable.Literal | (i << 16);
        meanings[256] = HuffmanTable.Exceptional | HuffmanTable.EndOfBlock;
        var length = 3u;
        for (var i = 0; i < 28; i++)
        {
            var extra = i < 8 ? 0 : (i - 4) / 4;
            meanings[257 + i] = (length << 16) | (uint)extra;
            length += 1u << extra;
        }

        meanings[285] = 258u << 16;
        meanings[286] = meanings[287] = HuffmanTable.Exceptional;
        return meanings;
    }

    /// <summary>An entry of a distance has its place relative to the distances' own table: second tables are found from there.</summary>
    private static uint[] Distances()
    {
        var meanings = new uint[DistanceSymbols];
        var distance = 1u;
        for (var i = 0; i < 30; i++)
        {
            var extra = i < 4 ? 0 : (i - 2) / 2;
            meanings[i] = (distance << 16) | (uint)extra;
            distance += 1u << extra;
        }

        meanings[30] = meanings[31] = HuffmanTable.Exceptional;
        return meanings;
    }
}
