using Pavior.Core;

namespace Pavior.Scan.Java;

/// <summary>
/// pom.xml of a source tree: its direct dependencies. Versions may come from properties and dependencyManagement of the same file;
/// what a parent or an imported bill of materials elsewhere decides is one gap that names it.
/// </summary>
internal sealed class MavenPom : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        Id: "maven-pom",
        Version: 1,
        Ecosystem: "Java",
        Title: "Maven project files: the dependencies a project declares, as far as the file itself fixes their versions",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("pom.xml")]);

    public void Extract(FileContent file, Extraction into)
    {
        var pom = PomReader.Read(file.ReadAll(PomReader.MaxBytes), file.Path);
        var managed = Managed(pom);
        var unresolved = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var dependency in pom.Dependencies)
        {
            var (group, artifact) = (PomExpressions.Resolve(pom, dependency.Group), PomExpressions.Resolve(pom, dependency.Artifact));
            var management = managed.GetValueOrDefault((group ?? "", artifact ?? ""));
            var version = Fixed(PomExpressions.Resolve(pom, dependency.Version ?? management?.Version));
            var id = new MavenId(group, artifact, version);
            if (!id.IsComplete)
            {
                unresolved.Add($"{group ?? dependency.Group}:{artifact ?? dependency.Artifact}");
                continue;
            }

            into.Add(new Package
            {
                Purl = id.ToPurl(),
                Relation = Relation.Declared,
                Scope = Scope(dependency, dependency.Scope ?? management?.Scope),
                Evidence = [new Evidence(file.Path, into.Extractor, Line: dependency.Line)],
            });
        }

        if (unresolved.Count > 0)
            into.Add(UnresolvedVersions.Gap(file.Path, "a parent or an imported project", unresolved));
    }

    /// <summary>The first entry for an artifact counts, as in Maven.</summary>
    private static Dictionary<(string Group, string Artifact), PomDependency> Managed(Pom pom)
    {
        var managed = new Dictionary<(string, string), PomDependency>();
        foreach (var entry in pom.Managed)
        {
            if (PomExpressions.Resolve(pom, entry.Group) is { } group && PomExpressions.Resolve(pom, entry.Artifact) is { } artifact)
                managed.TryAdd((group, artifact), entry);
        }

        return managed;
    }

    /// <summary>A plain version or the exact range <c>[1.2]</c>; null for real ranges and for LATEST and RELEASE, which fix nothing.</summary>
    private static string? Fixed(string? version)
    {
        if (version is null or "LATEST" or "RELEASE")
            return null;
        if (version.StartsWith('[') && version.EndsWith(']') && !version.Contains(',', StringComparison.Ordinal))
            return version[1..^1].Trim();
        return version[..Math.Min(1, version.Length)] is "[" or "(" or "]" ? null : version;
    }

    private static DependencyScope Scope(PomDependency dependency, string? scope)
    {
        if (scope == "test")
            return DependencyScope.Development;
        return dependency.IsOptional || dependency.IsInProfile ? DependencyScope.Optional : DependencyScope.Runtime;
    }
}
