using Pavior.Core;

namespace Pavior.Scan.DotNet;

/// <summary>Dependency manifests of published .NET applications and of the shared frameworks.</summary>
internal sealed class DepsJsonExtractor : IExtractor
{
    public const string Id = "dotnet-deps";

    public ExtractorInfo Info { get; } = new(
        Id,
        1,
        ".NET",
        "Dependency manifests (*.deps.json): the NuGet packages and runtimes that an application ships",
        ScanModes.Image,
        [new FilePattern.Ending(".deps.json")]);

    public void Extract(FileContent file, Extraction into) => DepsJson.Add(file.ReadAll(DepsJson.MaxFile), file.Path, evidence: null, into);
}
