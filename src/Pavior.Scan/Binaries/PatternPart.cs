using System.Buffers;

namespace Pavior.Scan.Binaries;

/// <summary>One part of a version pattern, and how many bytes it takes from a place in either direction.</summary>
/// <param name="Prefix">For versions: how the version starts; these bytes belong to the literal before.</param>
/// <param name="Limit">For <see cref="PartKind.Any"/>: the most bytes it takes.</param>
internal sealed record PatternPart(PartKind Kind, byte[]? LiteralBytes = null, string Prefix = "", int Limit = 0)
{
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789."u8);

    private static readonly SearchValues<byte> PatchedBytes = SearchValues.Create("0123456789.p"u8);

    private static readonly SearchValues<byte> SuffixedBytes =
        SearchValues.Create("0123456789.+-_~abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    private static readonly SearchValues<byte> DigitBytes = SearchValues.Create("0123456789"u8);

    private static readonly SearchValues<byte> NulBytes = SearchValues.Create("\0"u8);

    private static readonly SearchValues<byte> BlankBytes = SearchValues.Create(" "u8);

    public byte[] Literal => LiteralBytes ?? [];

    public bool IsVersion => Kind is PartKind.Numbers or PartKind.ThreeNumbers or PartKind.Patched or PartKind.Suffixed;

    /// <summary>How many bytes of this part stand at the start; -1 when it does not stand there.</summary>
    public int LengthAtStart(ReadOnlySpan<byte> bytes)
    {
        if (Kind == PartKind.Literal)
            return bytes.StartsWith(Literal) ? Literal.Length : -1;
        var length = bytes.IndexOfAnyExcept(Alphabet);
        length = length < 0 ? bytes.Length : length;

        // A version at the end of a sentence.
        while (IsVersion && length > 0 && bytes[length - 1] == (byte)'.')
            length--;
        return Accepts(bytes[..length]) ? length : -1;
    }

    /// <summary>How many bytes of this part stand at the end; -1 when it does not stand there.</summary>
    public int LengthAtEnd(ReadOnlySpan<byte> bytes)
    {
        if (Kind == PartKind.Literal)
            return bytes.EndsWith(Literal) ? Literal.Length : -1;
        var start = bytes.LastIndexOfAnyExcept(Alphabet) + 1;
        while (IsVersion && start < bytes.Length && bytes[start] == (byte)'.')
            start++;

        // The prefix is of the same alphabet and belongs to the literal before.
        foreach (var c in Prefix)
        {
            if (start >= bytes.Length || bytes[start++] != c)
                return -1;
        }

        return Accepts(bytes[start..]) ? bytes.Length - start : -1;
    }

    private SearchValues<byte> Alphabet => Kind switch
    {
        PartKind.Numbers or PartKind.ThreeNumbers => NumberBytes,
        PartKind.Patched => PatchedBytes,
        PartKind.Suffixed => SuffixedBytes,
        PartKind.Nuls => NulBytes,
        PartKind.Blanks => BlankBytes,
        _ => DigitBytes,
    };

    private bool Accepts(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return false;
        if (!IsVersion)
            return true;
        if (!char.IsAsciiDigit((char)text[0]) || text[^1] == (byte)'.' || text.IndexOf(".."u8) >= 0)
            return false;
        var dots = Prefix.Count('.') + text.Count((byte)'.');
        return Kind switch
        {
            PartKind.Numbers => dots is >= 1 and <= 5,
            PartKind.ThreeNumbers => dots == 2,
            PartKind.Patched => dots >= 1 && text.Count((byte)'p') == 1 && char.IsAsciiDigit((char)text[^1]),
            _ => dots >= 1 || text.IndexOfAnyExcept(DigitBytes) > 0,
        };
    }
}
