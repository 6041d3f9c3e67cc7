namespace Pavior.Scan.Sbom;

/// <summary>A package as an SPDX document of any version and form names it, before it is understood.</summary>
internal sealed class SpdxPackage(string id)
{
    public string Id { get; } = id;

    public string Name { get; set; } = "";

    public string? Version { get; set; }

    public string? Supplier { get; set; }

    public string? LicenseDeclared { get; set; }

    public string? LicenseConcluded { get; set; }

    public string? SourceInfo { get; set; }

    /// <summary>Upper case with hyphens: OPERATING-SYSTEM.</summary>
    public string? Purpose { get; set; }

    public string? Purl { get; set; }

    public string? Cpe { get; set; }

    /// <summary>Texts of annotations.</summary>
    public List<string> Annotations { get; } = [];

    /// <summary>Line of the document, for complaints.</summary>
    public int Line { get; set; } = 1;
}
