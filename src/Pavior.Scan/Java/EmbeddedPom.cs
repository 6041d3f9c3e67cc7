namespace Pavior.Scan.Java;

/// <summary>An artifact whose Maven files lie in an archive: the archive's own, or one shaded into it.</summary>
/// <param name="Id">Group and artifact are known, the version nearly always.</param>
/// <param name="Entry">Path of the pom.properties or pom.xml in the archive.</param>
/// <param name="IsAtRoot">Below <c>META-INF/maven/</c> of the archive or its own classes folder, where the build puts the archive's own.</param>
internal sealed record EmbeddedPom(MavenId Id, string Entry, bool IsAtRoot)
{
    public IReadOnlyList<string> Licenses { get; init; } = [];

    public string? Organization { get; init; }

    /// <summary>
    /// How well it fits the archive's name and manifest; zero when nothing says that the archive is this artifact.
    /// </summary>
    public int Fit(in JarFileName file, JarManifest manifest)
    {
        if (!IsAtRoot)
            return 0;
        var (artifact, version) = (Id.Artifact!, Id.Version);
        var sameVersion = file.Version is { } named && version is not null && IsVersionOf(named, version);
        if (artifact == file.Artifact && sameVersion)
            return 100;
        if (Continues(file.Stem, $"{artifact}-{version}"))
            return 95;
        if (artifact == file.Artifact || artifact == file.Stem)
            return 80;
        if (Names(manifest))
            return sameVersion ? 75 : 60;
        if (sameVersion && (Continues(file.Artifact, artifact) || Continues(artifact, file.Artifact) || file.Artifact.EndsWith(artifact, StringComparison.Ordinal)))
            return 70;
        if (Continues(file.Stem, artifact))
            return 40;
        return Continues(artifact, file.Artifact) ? 20 : 0;
    }

    /// <summary>The manifest's bundle or module name, or else the file name, belongs to another project.</summary>
    public bool IsContradicted(in JarFileName file, JarManifest manifest)
    {
        var (bundle, module) = (JarGuess.BundleName(manifest), manifest["Automatic-Module-Name"]);
        if (bundle is not null || module is not null)
            return !IsOfSameProject(bundle) && !IsOfSameProject(module);
        return KnownGroups.Find(file.Artifact, file.Version) is { } group && group != Id.Group;
    }

    /// <summary>Both begin with the same two words: <c>com.google</c>; with the same one where the group has no more.</summary>
    private bool IsOfSameProject(string? name)
    {
        if (name is null)
            return false;
        var group = Id.Group!;
        var dot = group.IndexOf('.', StringComparison.Ordinal);
        var second = dot < 0 ? -1 : group.IndexOf('.', dot + 1);
        return Continues(name, second < 0 ? group : group[..second]);
    }

    /// <summary>The manifest names this artifact.</summary>
    private bool Names(JarManifest manifest)
    {
        var artifact = Id.Artifact!;
        var bundle = JarGuess.BundleName(manifest);
        return manifest["Implementation-Title"] == artifact
            || manifest["Artifact-Id"] == artifact
            || bundle == artifact
            || (bundle == Id.Group && Id.Group!.EndsWith(artifact, StringComparison.Ordinal))
            || bundle == $"{Id.Group}.{artifact}"
            || JarGuess.GroupOf(bundle, artifact) == Id.Group
            || JarGuess.GroupOf(manifest["Automatic-Module-Name"], artifact) == Id.Group;
    }

    /// <summary>Equal but for a classifier or build that one of them carries: <c>1.2</c>, <c>1.2-linux</c>; not <c>1.2</c> and <c>1.2.3</c>.</summary>
    private static bool IsVersionOf(string named, string version) =>
        named == version
        || (Continues(named, version) && named[version.Length] != '.')
        || (Continues(version, named) && version[named.Length] != '.');

    /// <summary>The longer text begins with the shorter and a separator follows.</summary>
    private static bool Continues(string longer, string shorter) =>
        longer.StartsWith(shorter, StringComparison.Ordinal)
        && (longer.Length == shorter.Length || (shorter.Length > 0 && longer[shorter.Length] is '-' or '.' or '_'));
}
