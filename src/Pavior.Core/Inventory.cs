namespace Pavior.Core;

/// <summary>What a target holds, and what of it could not be seen. It has no opinion.</summary>
/// <param name="Distribution">Null when nothing tells the operating system.</param>
/// <param name="Packages">Ordered by purl, then relation and owner; no two alike.</param>
/// <param name="Gaps">Ordered by layer, path and reason.</param>
public sealed record Inventory(Distribution? Distribution, IReadOnlyList<Package> Packages, IReadOnlyList<Gap> Gaps);
