using System.Numerics;

namespace Pavior.Formats.Tar;

/// <summary>The 512-byte header block: field offsets of ustar and GNU, and the two ways numbers are written.</summary>
internal static class TarHeader
{
    public const int Size = 512;

    public static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> header) => Text(header[..100]);

    public static ReadOnlySpan<byte> LinkName(ReadOnlySpan<byte> header) => Text(header.Slice(157, 100));

    /// <summary>The ustar path prefix; empty for GNU and v7 headers, which use the bytes otherwise.</summary>
    public static ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> header) =>
        header.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(header.Slice(345, 155)) : default;

    public static byte TypeFlag(ReadOnlySpan<byte> header) => header[156];

    public static bool IsZero(ReadOnlySpan<byte> header) => header.IndexOfAnyExcept((byte)0) < 0;

    /// <summary>The sum of the header's bytes with the checksum field as blanks; some old programs summed signed bytes.</summary>
    public static bool ChecksumMatches(ReadOnlySpan<byte> header)
    {
        if (!TryNumber(header.Slice(148, 8), out var stated))
            return false;
        var sum = Sum(header) - Sum(header.Slice(148, 8)) + (8 * ' ');
        return stated == sum || stated == sum - (256 * (HighBytes(header) - HighBytes(header.Slice(148, 8))));
    }

    /// <summary>Bytes are summed side by side: one by one, this would be most of the work on an entry without content.</summary>
    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        var sums = Vector<ushort>.Zero;
        var at = 0;
        for (; bytes.Length - at >= Vector<byte>.Count; at += Vector<byte>.Count)
        {
            // Vectors have 16 bytes at least, so a lane gets 32 times 510 at most and does not overflow.
            Vector.Widen(new Vector<byte>(bytes[at..]), out var low, out var high);
            sums += low + high;
        }

        var sum = 0;
        for (var lane = 0; lane < Vector<ushort>.Count; lane++)
            sum += sums[lane];
        foreach (var rest in bytes[at..])
            sum += rest;
        return sum;
    }

    private static int HighBytes(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
            count += b >> 7;
        return count;
    }

    /// <summary>Octal digits, or GNU base-256 when the first bit is set. False for anything else, for negatives and beyond 63 bits.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        if ((field[0] & 0x80) != 0)
            return TryBase256(field, out value);
        var digits = field.Trim(" \0"u8);
        foreach (var digit in digits)
        {
            if (digit is 0 or (byte)' ')
                break;
            if (digit is < (byte)'0' or > (byte)'7' || value > long.MaxValue >> 3)
                return false;
            value = (value << 3) | (uint)(digit - '0');
        }

        return true;
    }

    private static bool TryBase256(ReadOnlySpan<byte> field, out long value)
    {
        value = field[0] & 0x7f;
        if ((field[0] & 0x40) != 0)
            return false;
        foreach (var part in field[1..])
        {
            if (value > long.MaxValue >> 8)
                return false;
            value = (value << 8) | part;
        }

        return true;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }
}
