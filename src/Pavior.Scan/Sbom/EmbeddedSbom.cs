using Pavior.Core;

namespace Pavior.Scan.Sbom;

/// <summary>SBOM files inside a target: Bitnami's of what it compiled, Python's of what wheels bundle (PEP 770), pip's of what it carries.</summary>
internal sealed class EmbeddedSbom : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        Evidence.EmbeddedSbom,
        2,
        "SBOM",
        "CycloneDX and SPDX files that come with software: what their maker says is in it.",
        ScanModes.Image,
        [
            new FilePattern.Ending(".cdx.json"),
            new FilePattern.Ending(".cdx.xml"),
            new FilePattern.Ending(".spdx"),
            new FilePattern.Ending(".spdx.json"),
            new FilePattern.Named("bom.json"),
            new FilePattern.Named("bom.xml"),
            new FilePattern.Named("sbom.json"),
        ]);

    public void Extract(FileContent file, Extraction into)
    {
        var bytes = file.ReadAll(SbomFile.MaxLength);
        if (SbomSniffer.Recognize(bytes.Span) == SbomKind.None && !SaysSbom(file.Path))
            return;
        var reading = SbomFile.Read(file.Path, bytes);
        var relation = IsCarried(file.Path) ? Relation.Vendored : Relation.Declared;
        foreach (var package in reading.Packages)
            into.Add(Embedded(package, file.Path, relation));
        foreach (var gap in reading.Gaps)
            into.Add(gap with { Path = file.Path, Layer = null });
    }

    /// <summary>A file named bom.json may be anything; one named .spdx.json may not.</summary>
    private static bool SaysSbom(string path) =>
        !path.EndsWith("bom.json", StringComparison.Ordinal) && !path.EndsWith("bom.xml", StringComparison.Ordinal);

    private static bool IsCarried(string path) =>
        path.Contains("/_vendor/", StringComparison.Ordinal) || path.Contains(".dist-info/sboms/", StringComparison.Ordinal);

    /// <summary>
    /// What the document says is second-hand: the place is the document, which declares it, the confidence at most medium, ownership is for
    /// the scan to find. What the scan saw as well is joined with it there.
    /// </summary>
    private Package Embedded(Package package, string path, Relation relation) => package with
    {
        Relation = package.Relation == Relation.Installed ? relation : package.Relation,
        Confidence = package.Confidence > Confidence.Medium ? Confidence.Medium : package.Confidence,
        Evidence = [new Evidence(path, Info.Id)],
        Owner = null,
        Properties = new SortedDictionary<string, string>(package.Properties.ToDictionary(), StringComparer.Ordinal) { ["sbom:source"] = path },
    };
}
