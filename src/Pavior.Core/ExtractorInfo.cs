namespace Pavior.Core;

/// <summary>What an extractor is, for the dispatcher, the cache key and the generated reference page.</summary>
/// <param name="Id">Kebab case, never renamed: <c>dpkg-status</c>.</param>
/// <param name="Version">Raised with every change of what it yields: cached results of other versions are not used.</param>
/// <param name="Ecosystem">Heading in reports and docs: Debian, npm, Java.</param>
/// <param name="Title">One sentence: what it reads and what that proves.</param>
/// <param name="Modes">Where it applies.</param>
/// <param name="Patterns">The files it wants.</param>
public sealed record ExtractorInfo(
    string Id,
    int Version,
    string Ecosystem,
    string Title,
    ScanModes Modes,
    IReadOnlyList<FilePattern> Patterns);
