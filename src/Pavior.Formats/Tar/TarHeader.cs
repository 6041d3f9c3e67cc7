using System.Buffers.Binary;
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
        var (unsigned, high) = Sum(header[..148]);
        var (after, highAfter) = Sum(header.Slice(156, Size - 156));
        unsigned += after + (8 * ' ');
        // Old writers added signed bytes: each byte from 128 on counts 256 less.
        var signed = unsigned - (256 * (high + highAfter));
        return stated == unsigned || stated == signed;
    }

    private static (int Sum, int FromOneTwentyEight) Sum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0, high = 0;
        while (bytes.Length >= sizeof(ulong))
        {
            var eight = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            var pairs = (eight & 0x00ff00ff00ff00ff) + ((eight >> 8) & 0x00ff00ff00ff00ff);
            sum += (int)((pairs * 0x0001000100010001) >> 48);
            high += BitOperations.PopCount(eight & 0x8080808080808080);
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var one in bytes)
        {
            sum += one;
            high += one >> 7;
        }

        return (sum, high);
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
