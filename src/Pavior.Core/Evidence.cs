namespace Pavior.Core;

/// <summary>Where a package was seen and by what: the reason a report may name it.</summary>
/// <param name="Path">Path inside the target, '/'-separated, no leading slash. A file inside an archive follows after '!': <c>app.jar!lib/x.jar</c>.</param>
/// <param name="Extractor">Id of the extractor that read it.</param>
/// <param name="Layer">Index into <see cref="Target.Layers"/> of the layer that brought it; null when the target has no layers.</param>
/// <param name="Line">One-based line in a text file, where the format has one.</param>
public sealed record Evidence(string Path, string Extractor, int? Layer = null, int? Line = null)
{
    /// <summary>Id of the extractor that reads SBOMs inside a target.</summary>
    public const string EmbeddedSbom = "embedded-sbom";

    /// <summary>True when the place is an SBOM inside the target: somebody's word for it, where every other place is the thing itself or its record.</summary>
    public bool IsStatement => Extractor == EmbeddedSbom;
}
