namespace Pavior.Scan.Java;

/// <summary>An artifact whose Maven files lie in an archive: the archive's own, or one shaded into it.</summary>
/// <param name="Id">Complete.</param>
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
        var (artifact, version) = (Id.Artifact!, Id.Version!);
        var sameVersion = file.Version is { } named && IsVersionOf(named, version);
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
        return sameVersion || Continues(artifact, file.Artifact) ? 20 : 0;
    }

    /// <summary>The manifest names this artifact.</summary>
    private bool Names(JarManifest manifest)
    {
        var artifact = Id.Artifact!;
        var bundle = JarGuess.BundleName(manifest);
        return manifest["Implementation-Title"] == artifact
            || manifest["Artifact-Id"] == artifact
            || bundle == artifact
            || bundle == Id.Group
            || bundle == $"{Id.Group}.{artifact}"
            || JarGuess.GroupOf(bundle, artifact) == Id.Group
            || JarGuess.GroupOf(manifest["Automatic-Module-Name"], artifact) == Id.Group;
    }

    private static bool IsVersionOf(string named, string version) => named == version || Continues(named, version) || Continues(version, named);

    /// <summary>The longer text begins with the shorter and a separator follows.</summary>
    private static bool Continues(string longer, string shorter) =>
        longer.StartsWith(shorter, StringComparison.Ordinal)
        && (longer.Length == shorter.Length || (shorter.Length > 0 && longer[shorter.Length] is '-' or '.' or '_'));
}
