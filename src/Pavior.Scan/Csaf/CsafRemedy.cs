namespace Pavior.Scan.Csaf;

/// <summary>What the vendor does about a vulnerability in some products (CSAF 2.0, section 3.2.3.12).</summary>
/// <param name="Category"><c>vendor_fix</c>, <c>no_fix_planned</c>, <c>none_available</c>, <c>workaround</c>, <c>mitigation</c>.</param>
/// <param name="Details">Red Hat's own word, where there is one: <c>Will not fix</c>.</param>
/// <param name="Url">Where the fix is described.</param>
internal sealed record CsafRemedy(string Category, string Details, string? Url, IReadOnlyList<string> Products);
