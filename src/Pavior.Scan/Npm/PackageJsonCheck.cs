using Pavior.Core;

namespace Pavior.Scan.Npm;

/// <summary>
/// Reads the manifests of projects in a source tree. Lock files say which packages they need, so nothing is listed; but npm can do nothing with
/// a project whose manifest cannot be read, and neither can a report that says it saw everything.
/// </summary>
internal sealed class PackageJsonCheck : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        Id: "npm-project",
        Version: 1,
        Ecosystem: "npm",
        Title: "package.json of a project: what it needs is listed from its lock file; one that cannot be read is a gap.",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("package.json")]);

    public void Extract(FileContent file, Extraction into)
    {
        if (PackageJsonPlace.IsProject(file.Path))
            PackageJson.Read(file);
    }
}
