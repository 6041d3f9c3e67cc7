using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Sbom;

/// <summary>The way into an SBOM of any format.</summary>
internal static class SbomFile
{
    /// <summary>The longest document that is read.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    /// <summary>Values of one document: SBOMs spend far more of them on a package than lock files do.</summary>
    private const int MaxValues = 3_000_000;

    /// <exception cref="ParseException">It is no SBOM, or its structure is not what its format says.</exception>
    public static SbomReading Read(string path, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MaxLength)
            throw ParseException.Limit(path, $"{bytes.Length} bytes, more than the limit of {MaxLength}");
        switch (SbomSniffer.Recognize(bytes.Span))
        {
            case SbomKind.CycloneDxJson:
                using (var json = JsonFile.ParseObject(path, bytes, maxValues: MaxValues))
                    return new CycloneDxReader(json).Read();
            case SbomKind.CycloneDxXml:
                using (var json = JsonFile.ParseObject(path, CycloneDxXml.ToJson(path, bytes), maxValues: MaxValues))
                    return new CycloneDxReader(json).Read();
            case SbomKind.SpdxJson:
                using (var json = JsonFile.ParseObject(path, bytes, maxValues: MaxValues))
                    return SpdxJsonReader.Read(json);
            case SbomKind.Spdx3:
                using (var json = JsonFile.ParseObject(path, bytes, maxValues: MaxValues))
                    return Spdx3Reader.Read(json);
            case SbomKind.PaviorReport:
                using (var json = JsonFile.ParseObject(path, bytes, maxValues: MaxValues))
                    return PaviorReportReader.Read(json);
            case SbomKind.SpdxTagValue:
                return SpdxTagValueReader.Read(path, bytes);
            default:
                throw new ParseException(path, 0, "an SBOM: CycloneDX as JSON or XML, SPDX 2 as JSON or tag-value, SPDX 3 as JSON-LD, or a JSON report of pavior", GapKind.Unsupported);
        }
    }
}
