namespace Pavior.Core;

/// <summary>A piece of software that a target holds or declares, identified by its package URL.</summary>
public sealed record Package
{
    public required PackageUrl Purl { get; init; }

    public Relation Relation { get; init; } = Relation.Installed;

    public DependencyScope Scope { get; init; } = DependencyScope.Runtime;

    public Confidence Confidence { get; init; } = Confidence.High;

    public SourcePackage? Source { get; init; }

    /// <summary>Licences as the package itself states them: SPDX expressions where it uses them, its own words elsewhere.</summary>
    public IReadOnlyList<string> Licenses { get; init; } = [];

    /// <summary>Who made or maintains it, as the package states it.</summary>
    public string? Supplier { get; init; }

    /// <summary>Names, in the ecosystem's own spelling, of packages this one needs; resolved within the same database or lock file.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>Files that the package's own record says it owns.</summary>
    public FileList Files { get; init; } = FileList.Empty;

    /// <summary>The distribution package that owns this one's files; null when none does.</summary>
    public PackageUrl? Owner { get; init; }

    /// <summary>Every place where it was seen, ordered by path. Never empty in a finished report.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>What only one ecosystem has (<c>deb:priority</c>, <c>rpm:modularity</c>, <c>jar:sha1</c>), for reports; ordered by key.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = EmptyProperties;

    /// <summary>The name as people of the ecosystem write it: <c>@babel/core</c>, <c>org.slf4j:slf4j-api</c>, <c>libc6</c>.</summary>
    public string Name => Purl.DisplayName;

    public string Version => Purl.Version ?? "";

    /// <summary>True for the application that the target was made for, or another one, rather than something it is made of.</summary>
    public bool IsApplication => Properties.TryGetValue("npm:role", out var role) && role == "application";

    /// <summary>True for a Java archive of which nobody says by which coordinates repositories and advisories know it.</summary>
    public bool IsUnnamedJar => Purl.Type == "generic" && Properties.ContainsKey("jar:sha1");

    /// <summary>True when only SBOMs inside the target name it: nothing of its own was seen.</summary>
    public bool IsOnlyStated => Evidence.Count > 0 && Evidence.All(static e => e.IsStatement);

    private static IReadOnlyDictionary<string, string> EmptyProperties { get; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;
}
