namespace Pavior.Scan.Sbom;

/// <summary>The SBOM formats that are read.</summary>
internal enum SbomKind
{
    None,
    CycloneDxJson,
    CycloneDxXml,
    SpdxJson,
    SpdxTagValue,
    Spdx3,
    PaviorReport,
}
