using Pavior.Core;

namespace Pavior.Reports.Spdx;

/// <summary>A package of an SPDX document, before it is spelled in one of the serialisations.</summary>
/// <param name="Id">Without the <c>SPDXRef-</c> of version 2.</param>
/// <param name="Purpose">As version 2.3 spells it: LIBRARY, CONTAINER, OPERATING_SYSTEM.</param>
/// <param name="Annotation">A JSON object of what SPDX has no field for; null when there is nothing.</param>
internal sealed record SpdxElement(string Id, string Name, string Purpose, string? Annotation)
{
    public string? Version { get; init; }

    public string? Supplier { get; init; }

    public string License { get; init; } = "NOASSERTION";

    public string? SourceInfo { get; init; }

    public PackageUrl? Purl { get; init; }

    public Digest? Digest { get; init; }
}
