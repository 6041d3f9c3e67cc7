namespace Pavior.Scan.Java;

/// <summary>A Maven project file as written: nothing inherited, nothing interpolated.</summary>
internal sealed class Pom
{
    /// <summary>Expressions that were resolved so far; see <see cref="PomExpressions"/>.</summary>
    public int Resolved { get; set; }

    public string? Group { get; set; }

    public string? Artifact { get; set; }

    public string? Version { get; set; }

    public string? ParentGroup { get; set; }

    public string? ParentArtifact { get; set; }

    public string? ParentVersion { get; set; }

    public string? Organization { get; set; }

    public List<string> Licenses { get; } = [];

    public Dictionary<string, string> Properties { get; } = new(StringComparer.Ordinal);

    public List<PomDependency> Dependencies { get; } = [];

    /// <summary><c>dependencyManagement</c>: versions and scopes for dependencies that state none.</summary>
    public List<PomDependency> Managed { get; } = [];

    /// <summary>Group, artifact and version with the parent's where the project states none, all expressions resolved.</summary>
    public MavenId Id => new(
        PomExpressions.Resolve(this, Group ?? ParentGroup),
        PomExpressions.Resolve(this, Artifact),
        PomExpressions.Resolve(this, Version ?? ParentVersion));
}
