using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Java;

/// <summary>build.sbt.lock of the sbt-dependency-lock plugin, version 1.</summary>
internal sealed class SbtLock : IExtractor
{
    private const int MaxBytes = 32 * 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "sbt-lock",
        Version: 1,
        Ecosystem: "Java",
        Title: "sbt lock files: the artifacts that the dependency-lock plugin fixed",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("build.sbt.lock")]);

    public void Extract(FileContent file, Extraction into)
    {
        using var document = JsonReading.Parse(file.ReadAll(MaxBytes), file.Path);
        if (document.RootElement.Text("lockVersion") is { } version && version is not ("1" or "1.0"))
            throw ParseException.Unsupported(file.Path, $"version {version} of the sbt lock file");
        var index = 0;
        foreach (var entry in document.RootElement.Items("dependencies"))
        {
            var id = new MavenId(entry.Text("org"), entry.Text("name"), entry.Text("version"));
            if (!id.IsComplete)
                throw new ParseException(file.Path, 0, $"org, name and version in dependency {index}");
            index++;
            var configurations = entry.Items("configurations").Select(c => c.TextOrNull()).ToArray();
            into.Add(new Package
            {
                Purl = id.ToPurl(),
                Relation = Relation.Declared,
                Scope = configurations.Length > 0 && Array.TrueForAll(configurations, c => c is "test" or "test-internal" or "it")
                    ? DependencyScope.Development
                    : DependencyScope.Runtime,
            });
        }
    }
}
