using System.Buffers.Binary;
using Pavior.Core;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Pavior.Formats.Files;

/// <summary>
/// Opens zstd streams. A frame may ask its reader to keep the last 128 MiB (RFC 8878, 3.1.1.1.2); builders of images ask for 8 MiB
/// or less. Larger windows are given to one stream at a time, so that layers read side by side stay within memory; a file inside
/// a layer gets none, as it would wait for the layer that it lies in.
/// </summary>
internal static class ZstdFrames
{
    /// <summary>16 MiB: what every stream may ask for.</summary>
    private const int CommonWindowLog = 24;

    /// <summary>128 MiB: what the zstd program itself accepts without being told to.</summary>
    private const int LargestWindowLog = 27;

    /// <summary>Magic, descriptor, and the longest window and size fields that matter here.</summary>
    private const int HeaderBytes = 4 + 1 + 8 + 4;

    /// <summary>How often a wait looks whether it is still wanted.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private static readonly SemaphoreSlim LargeWindows = new(1, 1);

    public static Stream Open(Stream packed, string name, ZstdWindow window)
    {
        var start = new byte[HeaderBytes];
        var filled = packed.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var whole = new PrefixedStream(start.AsMemory(0, filled), packed);
        var asked = Window(start.AsSpan(0, filled));
        if (asked is >= 0 and <= 1L << CommonWindowLog)
            return Plain(whole, CommonWindowLog);
        if (window == ZstdWindow.Common)
            throw ParseException.Unsupported(name, $"a zstd window of {(ulong)asked} bytes, more than the {1 << CommonWindowLog} that a file inside a layer gets");
        AwaitPlace(packed);
        return new ReleasingStream(Plain(whole, LargestWindowLog), LargeWindows);
    }

    private static DecompressionStream Plain(Stream whole, int windowLog)
    {
        var plain = new DecompressionStream(whole, bufferSize: 128 * 1024, leaveOpen: true);
        plain.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, windowLog);
        return plain;
    }

    /// <summary>Waits for the one place. Reading no bytes asks the stream below whether the reading was given up: then it throws.</summary>
    private static void AwaitPlace(Stream packed)
    {
        while (!LargeWindows.Wait(Patience))
            _ = packed.Read([]);
    }

    /// <summary>Bytes that the first frame asks to keep; zero when it cannot be told.</summary>
    internal static long Window(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(frame) != 0xFD2FB528)
            return 0;
        var descriptor = frame[4];
        var isSingleSegment = (descriptor & 0x20) != 0;
        if (!isSingleSegment)
        {
            var power = 1L << (10 + (frame[5] >> 3));
            return power + power / 8 * (frame[5] & 7);
        }

        var dictionary = (descriptor & 3) switch { 3 => 4, var bytes => bytes };
        var size = frame[(5 + dictionary)..];
        return (descriptor >> 6) switch
        {
            0 => size[0],
            1 => BinaryPrimitives.ReadUInt16LittleEndian(size) + 256,
            2 => BinaryPrimitives.ReadUInt32LittleEndian(size),
            _ => BinaryPrimitives.ReadInt64LittleEndian(size),
        };
    }
}
