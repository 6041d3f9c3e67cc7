using Pavior.Core;

namespace Pavior.Scan.Csaf;

/// <summary>A security advisory or VEX document in the Common Security Advisory Framework (CSAF 2.0, OASIS).</summary>
internal sealed class CsafDocument
{
    /// <summary>Relationships that are followed from a product to its platform; a package of a module of a repository has two.</summary>
    private const int MaxSteps = 8;

    /// <summary><c>csaf_vex</c> or <c>csaf_security_advisory</c>.</summary>
    public string Category { get; set; } = "";

    public string Title { get; set; } = "";

    /// <summary>Severity of the whole, in the vendor's words.</summary>
    public string Severity { get; set; } = "";

    /// <summary>Name space of the publisher: <c>https://www.redhat.com</c>.</summary>
    public string Publisher { get; set; } = "";

    /// <summary><c>RHSA-2024:2447</c>, or the CVE.</summary>
    public string TrackingId { get; set; } = "";

    /// <summary><c>final</c>; Red Hat writes <c>deleted</c> for what it took back.</summary>
    public string TrackingStatus { get; set; } = "";

    public DateTimeOffset? Initial { get; set; }

    public DateTimeOffset? Current { get; set; }

    public Dictionary<string, CsafProduct> Products { get; } = new(StringComparer.Ordinal);

    /// <summary>From the id of a composed product to the product, and to that which it is a component of.</summary>
    public Dictionary<string, (string Product, string Platform)> Relationships { get; } = new(StringComparer.Ordinal);

    public List<CsafVulnerability> Vulnerabilities { get; } = [];

    /// <exception cref="ParseException">Not JSON, not of this shape, or a limit was reached.</exception>
    public static CsafDocument Read(string path, ReadOnlySpan<byte> json) => CsafReader.Read(path, json);

    /// <summary>The package that a status is about, and the platform that it is a component of. Null when the document does not say.</summary>
    public (CsafProduct Package, CsafProduct Platform)? Find(string id)
    {
        if (!Relationships.TryGetValue(id, out var link) || !Products.TryGetValue(link.Product, out var package))
            return null;
        var platform = link.Platform;
        for (var step = 0; step < MaxSteps && Relationships.TryGetValue(platform, out var next); step++)
            platform = next.Platform;
        return Products.TryGetValue(platform, out var found) ? (package, found) : null;
    }
}
