using System.Buffers.Binary;
using System.Globalization;
using Pavior.Core;

namespace Pavior.Scan.MachineLearning;

/// <summary>Weights in the format of Hugging Face, which holds data only and no code.</summary>
internal sealed class SafetensorsModel : IExtractor
{
    /// <summary>The format allows 100 MB; the largest models published need a tenth of this limit for each shard.</summary>
    private const int MaxHeader = 32 * 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "safetensors",
        Version: 1,
        Ecosystem: "Machine learning",
        Title: "Reads name, licence, type and size of safetensors models from their header",
        Modes: ScanModes.Both,
        Patterns: [new FilePattern.Ending(".safetensors")]);

    public void Extract(FileContent file, Extraction into)
    {
        var header = SafetensorsHeader.Parse(file.Path, ReadHeader(file));
        var title = header.Metadata("modelspec.title") ?? header.Metadata("general.name");
        into.Add(new Package
        {
            Purl = ModelPlace.HuggingFace(file.Path)
                ?? new PackageUrl("generic", null, title ?? ModelPlace.Name(file.Path), header.Metadata("modelspec.version")),
            Confidence = title is null ? Confidence.Low : Confidence.Medium,
            Licenses = (header.Metadata("modelspec.license") ?? header.Metadata("license")) is { } license ? [license] : [],
            Supplier = header.Metadata("modelspec.author") ?? header.Metadata("author"),
            Properties = Properties(header),
        });
    }

    private static ReadOnlySpan<byte> ReadHeader(FileContent file)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (file.ReadAt(0, prefix) < prefix.Length)
            throw new ParseException(file.Path, 0, "eight bytes with the length of the header");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > (ulong)Math.Max(file.Length - prefix.Length, 0))
            throw new ParseException(file.Path, 0, "the length of a header that ends within the file");
        if (length > MaxHeader)
            throw ParseException.Limit(file.Path, $"a header of {length} bytes, more than the limit of {MaxHeader}");
        var json = GC.AllocateUninitializedArray<byte>((int)length);
        var read = file.ReadAt(prefix.Length, json);
        return json.AsSpan(0, read);
    }

    private static SortedDictionary<string, string> Properties(SafetensorsHeader header)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["safetensors:parameters"] = header.Parameters.ToString(CultureInfo.InvariantCulture),
            ["safetensors:tensors"] = header.Tensors.ToString(CultureInfo.InvariantCulture),
        };
        Set(properties, "safetensors:architecture", header.Metadata("modelspec.architecture"));
        Set(properties, "safetensors:format", header.Metadata("format"));
        Set(properties, "safetensors:type", header.MainType);
        return properties;
    }

    private static void Set(SortedDictionary<string, string> properties, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            properties[key] = value;
    }
}
