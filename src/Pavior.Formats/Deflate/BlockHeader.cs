namespace Pavior.Formats.Deflate;

/// <summary>Reads the codes that a block brings: their lengths, which are coded themselves (RFC 1951, 3.2.7). Accepts what zlib accepts.</summary>
internal sealed class BlockHeader
{
    private const int LengthBits = 7;

    private const int LengthSymbols = 19;

    private static readonly uint[] LengthMeanings = [.. Enumerable.Range(0, LengthSymbols).Select(i => (uint)i << 16)];

    private readonly uint[] _table = new uint[1 << LengthBits];

    private readonly byte[] _lengths = new byte[DeflateCodes.LiteralCodes + DeflateCodes.DistanceCodes];

    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <exception cref="InvalidDataException">The codes are none.</exception>
    public void Read(BitInput bits, DeflateCodes codes)
    {
        var literals = (int)bits.Take(5) + 257;
        var distances = (int)bits.Take(5) + 1;
        var lengths = (int)bits.Take(4) + 4;
        if (literals > DeflateCodes.LiteralCodes || distances > DeflateCodes.DistanceCodes)
            throw new InvalidDataException("a block with more codes than there are symbols");
        Span<byte> own = stackalloc byte[LengthSymbols];
        own.Clear();
        foreach (var symbol in Order[..lengths])
            own[symbol] = (byte)bits.Take(3);
        if (!HuffmanTable.TryBuild(own, LengthMeanings, _table, LengthBits, mayBeSingle: false))
            throw new InvalidDataException("a block whose code lengths have an over-subscribed or incomplete code");
        ReadLengths(bits, _lengths.AsSpan(0, literals + distances));
        if (_lengths[256] == 0)
            throw new InvalidDataException("a block without a code for its end");
        codes.Set(_lengths.AsSpan(0, literals), _lengths.AsSpan(literals, distances));
    }

    private void ReadLengths(BitInput bits, Span<byte> lengths)
    {
        for (var at = 0; at < lengths.Length;)
        {
            var symbol = bits.TakeSymbol(_table, 0, LengthBits) >> 16;
            if (symbol < 16)
            {
                lengths[at++] = (byte)symbol;
                continue;
            }

            if (symbol == 16 && at == 0)
                throw new InvalidDataException("a block that repeats a code length before the first");
            var value = symbol == 16 ? lengths[at - 1] : (byte)0;
            var times = symbol switch { 16 => 3 + (int)bits.Take(2), 17 => 3 + (int)bits.Take(3), _ => 11 + (int)bits.Take(7) };
            if (times > lengths.Length - at)
                throw new InvalidDataException("a block that repeats a code length beyond the last");
            lengths.Slice(at, times).Fill(value);
            at += times;
        }
    }
}
