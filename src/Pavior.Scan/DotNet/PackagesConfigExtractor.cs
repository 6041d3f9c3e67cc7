using Pavior.Core;

namespace Pavior.Scan.DotNet;

/// <summary>The package list of projects from before PackageReference.</summary>
internal sealed class PackagesConfigExtractor : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        "nuget-packages-config",
        1,
        ".NET",
        "Reads the packages that packages.config names",
        ScanModes.Both,
        [new FilePattern.Named("packages.config")]);

    public void Extract(FileContent file, Extraction into) =>
        XmlFiles.Walk(file, (reader, line) =>
        {
            if (reader.LocalName != "package")
                return;
            var name = reader.GetAttribute("id")?.Trim() ?? "";
            var version = reader.GetAttribute("version")?.Trim() ?? "";
            if (name.Length == 0 || version.Length == 0)
                throw ParseException.AtLine(file.Path, line, "id and version of a package");
            into.Add(new Package
            {
                Purl = new PackageUrl("nuget", null, name, version),
                Relation = Relation.Declared,
                Scope = reader.GetAttribute("developmentDependency") == "true" ? DependencyScope.Development : DependencyScope.Runtime,
                Evidence = [new Evidence(file.Path, into.Extractor, Line: line)],
            });
        });
}
