using Pavior.Core;

namespace Pavior.Formats.Vex;

/// <summary>Something that a statement speaks of, by every name that the document gives it.</summary>
public sealed record VexComponent
{
    /// <summary>The document's own name for it: an IRI in OpenVEX, a product id in CSAF, a <c>bom-ref</c> in CycloneDX.</summary>
    public string? Id { get; init; }

    /// <summary>For people.</summary>
    public string? Name { get; init; }

    /// <summary>Package URLs; any of them names it. Usually one.</summary>
    public IReadOnlyList<PackageUrl> Purls { get; init; } = [];

    /// <summary>CPE names, of version 2.2 or 2.3, as the document writes them.</summary>
    public IReadOnlyList<string> Cpes { get; init; } = [];

    public IReadOnlyList<VexHash> Hashes { get; init; } = [];

    /// <summary>Empty when all versions are meant, or when the package URL says which.</summary>
    public IReadOnlyList<VexVersions> Versions { get; init; } = [];

    /// <summary>What it is a part of inside the product, such as an RPM module stream; null when it is a part of the product itself.</summary>
    public VexComponent? PartOf { get; init; }

    /// <summary>False when nothing but the document's own words name it, so that no machine can match it.</summary>
    public bool IsIdentified => Purls.Count + Cpes.Count + Hashes.Count > 0;
}
