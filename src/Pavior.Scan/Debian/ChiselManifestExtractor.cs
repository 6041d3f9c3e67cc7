using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.Debian;

/// <summary>Reads the manifest that Chisel leaves in images cut from Ubuntu packages: they have no dpkg database.</summary>
internal sealed class ChiselManifestExtractor : IExtractor
{
    private const int MaxBytes = 32 << 20;

    private const int MaxPlainBytes = 32 << 20;

    public ExtractorInfo Info { get; } = new(
        Id: "chisel-manifest",
        Version: 1,
        Ecosystem: "Debian",
        Title: "Reads which Debian packages an image was cut from with Chisel, and the files kept of each.",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.Named("manifest.wall")]);

    public void Extract(FileContent file, Extraction into)
    {
        if (file.Length > MaxBytes)
            throw ParseException.Limit(file.Path, $"{file.Length} bytes, more than the limit of {MaxBytes}");
        new ChiselManifest(into).Read(Plain(file));
    }

    private static ReadOnlyMemory<byte> Plain(FileContent file)
    {
        Span<byte> start = stackalloc byte[Decompression.MagicBytes];
        start = start[..file.ReadAt(0, start)];
        if (Decompression.Detect(start) != Compression.Zstd)
            return file.ReadAll(MaxBytes);
        using var plain = new MemoryStream();
        using var unpacked = Decompression.Open(Compression.Zstd, file.OpenRead(), file.Path, ZstdWindow.Common);
        var buffer = new byte[64 << 10];
        while (unpacked.Read(buffer) is var count and > 0)
        {
            if (plain.Length + count > MaxPlainBytes)
                throw ParseException.Limit(file.Path, $"more than {MaxPlainBytes} bytes when unpacked");
            plain.Write(buffer, 0, count);
        }

        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }
}
