using System.IO.Compression;
using Pavior.Testing;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Little bytes that unpack to many.</summary>
internal static class Bombs
{
    private const int Megabyte = 1_000_000;

    /// <summary>Gzip members in a row, one for each megabyte of zeros, as RFC 1952 allows.</summary>
    public static byte[] GzipZeros(int megabytes, ReadOnlySpan<byte> before = default)
    {
        var ten = Gzip(new byte[10 * Megabyte]);
        var bomb = new MemoryStream();
        if (!before.IsEmpty)
            bomb.Write(TestImage.Gzip(before.ToArray()));
        for (var i = 0; i < megabytes / 10; i++)
            bomb.Write(ten);
        return bomb.ToArray();
    }

    /// <summary>Zstd frames in a row, as RFC 8878 allows.</summary>
    public static byte[] ZstdZeros(int megabytes, ReadOnlySpan<byte> before)
    {
        using var compressor = new ZstdSharp.Compressor();
        var hundred = compressor.Wrap(new byte[100 * Megabyte]).ToArray();
        var bomb = new MemoryStream();
        bomb.Write(compressor.Wrap(before));
        for (var i = 0; i < megabytes / 100; i++)
            bomb.Write(hundred);
        return bomb.ToArray();
    }

    /// <summary>The tar header of a file of so many megabytes.</summary>
    public static byte[] Header(string path, int megabytes) =>
        TarBytes.Header(path, '0', 0, change: h => TarBytes.BigNumber(h, 124, (long)megabytes * Megabyte));

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
