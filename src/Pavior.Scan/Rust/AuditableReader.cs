using System.IO.Compression;
using Pavior.Core;
using Pavior.Formats.Executables;
using Pavior.Formats.Json;

namespace Pavior.Scan.Rust;

/// <summary>The dependency list that cargo-auditable links into a program: zlib-compressed JSON in the section <c>.dep-v0</c>.</summary>
internal static class AuditableReader
{
    public const string SectionName = ".dep-v0";

    private const int MaxCompressed = 8 << 20;

    /// <summary>Real lists take some hundred kilobytes at most.</summary>
    private const int MaxInflated = 16 << 20;

    /// <summary>False for a program without the section.</summary>
    /// <exception cref="ParseException">The section is there and cannot be read.</exception>
    public static bool TryRead(ExecutableImage image, Extraction into)
    {
        if (image.Section(SectionName) is not { Size: > 0 } section)
            return false;
        if (section.Size > MaxCompressed)
            throw ParseException.Limit(image.File.Path, $"a dependency list of {section.Size} bytes, more than {MaxCompressed}");
        using var document = JsonReading.Parse(Inflate(image.File, section), image.File.Path);
        AuditablePackages.Add(document.RootElement, image.File.Path, section.Offset, into);
        return true;
    }

    private static ReadOnlyMemory<byte> Inflate(FileContent file, ExecutableRange section)
    {
        // A preset dictionary (RFC 1950, FDICT) is one that nobody has; the inflater's complaint about it is not InvalidDataException.
        Span<byte> header = stackalloc byte[2];
        if (file.ReadAt(section.Offset, header) < 2 || (header[0] & 0x0F) != 8 || (header[1] & 0x20) != 0)
            throw new ParseException(file.Path, section.Offset, $"zlib data in {SectionName}");
        using var compressed = new FileSlice(file.Path, file, section.Offset, section.Size).OpenRead();
        using var inflater = new ZLibStream(compressed, CompressionMode.Decompress);
        try
        {
            return BoundedRead.All(inflater, MaxInflated, file.Path);
        }
        catch (InvalidDataException)
        {
            throw new ParseException(file.Path, section.Offset, $"zlib data in {SectionName}");
        }
    }
}
