namespace Pavior.Scan.Csaf;

/// <summary>A product of a CSAF document: a platform, known by its CPE, or a package, known by its purl.</summary>
/// <param name="Id">What statuses refer to.</param>
internal sealed record CsafProduct(string Id, string? Cpe, string? Purl);
