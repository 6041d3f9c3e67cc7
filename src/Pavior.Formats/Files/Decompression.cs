using Pavior.Core;
using Pavior.Formats.Deflate;

namespace Pavior.Formats.Files;

/// <summary>Opens packed streams.</summary>
public static class Decompression
{
    /// <summary>Bytes that <see cref="Detect"/> needs.</summary>
    public const int MagicBytes = 6;

    public static Compression Detect(ReadOnlySpan<byte> start) => start switch
    {
        [0x1f, 0x8b, ..] => Compression.Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Compression.Zstd,
        // A zstd skippable frame may come first (zstd:chunked, seekable format).
        [>= 0x50 and <= 0x5f, 0x2a, 0x4d, 0x18, ..] => Compression.Zstd,
        [(byte)'B', (byte)'Z', (byte)'h', ..] => Compression.Bzip2,
        [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => Compression.Xz,
        _ => Compression.None,
    };

    /// <summary>The plain bytes; disposing the result leaves <paramref name="packed"/> open.</summary>
    /// <param name="compression">What <see cref="Detect"/> said.</param>
    /// <param name="packed">The packed bytes. While a large window is waited for they are asked for nothing, so that a cancellable stream ends the wait.</param>
    /// <param name="name">What the stream is called in reports.</param>
    /// <param name="window">What a zstd stream may ask for.</param>
    /// <param name="verify">False where a digest of the plain bytes is compared anyway: checksums of gzip are not.</param>
    /// <exception cref="ParseException">
    /// bzip2 and xz, which no image specification allows for layers, and a larger window than allowed. Reading throws it as well,
    /// where the packed bytes are damaged.
    /// </exception>
    public static Stream Open(
        Compression compression, Stream packed, string name, ZstdWindow window = ZstdWindow.Large, bool verify = true) => compression switch
    {
        Compression.None => packed,
        Compression.Gzip => new UnpackedStream(new GzipReader(packed, leaveOpen: true, verify), name),
        Compression.Zstd => new UnpackedStream(ZstdFrames.Open(packed, name, window), name),
        _ => throw ParseException.Unsupported(name, $"{compression} compression, which the OCI image specification does not know"),
    };
}
