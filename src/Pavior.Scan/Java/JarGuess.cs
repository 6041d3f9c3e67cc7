using System.Collections.Frozen;

namespace Pavior.Scan.Java;

/// <summary>Names an archive that carries no Maven files of its own, from its manifest and file name.</summary>
internal static class JarGuess
{
    /// <summary>Groups that only hold the groups of projects: <c>org.apache.thrift</c> is one, <c>org.apache</c> never is.</summary>
    private static readonly FrozenSet<string> Umbrellas = FrozenSet.Create(
        StringComparer.Ordinal,
        "com.github", "com.google", "com.ibm", "com.oracle", "com.sun", "io.github", "org.apache", "org.codehaus",
        "org.eclipse", "org.jboss", "org.jetbrains", "org.sonatype");

    public static MavenId Guess(JarManifest manifest, in JarFileName file)
    {
        var version = Version(manifest, file);
        if (Coordinates(manifest["Implementation-Title"]) is { } stated)
            return stated with { Version = version };
        if (FromBundleName(manifest, version) is { } bundle)
            return bundle;
        var artifact = Artifact(manifest, file);
        if (Group(manifest, artifact, version) is { } group)
            return new MavenId(group, artifact, version);
        foreach (var name in (ReadOnlySpan<string>)["Artifact-Id", "Implementation-Title", "Extension-Name"])
        {
            if (manifest[name] is { } title && KnownGroups.Find(title, version) is { } known)
                return new MavenId(known, title, version);
        }

        return new MavenId(null, artifact, version);
    }

    /// <summary>A version that stands in the file name is the one that was published; the manifest's may be a build's.</summary>
    public static string? Version(JarManifest manifest, in JarFileName file) => IsVersion(file.Version) ? file.Version : ManifestVersion(manifest);

    /// <summary>Jenkins plugins (.hpi, .jpi): the manifest that the Maven HPI plugin writes.</summary>
    public static MavenId GuessPlugin(JarManifest manifest, in JarFileName file)
    {
        var name = FirstPart(manifest["Artifact-Id"], manifest["Short-Name"], manifest["Extension-Name"], file.Artifact) ?? file.Stem;
        var version = FirstPart(FirstWord(manifest["Plugin-Version"]), FirstWord(manifest["Implementation-Version"]), file.Version);
        return new MavenId(FirstPart(manifest["Group-Id"]), name, version);
    }

    /// <summary>
    /// The group in a name like <c>org.apache.commons.lang3</c>, given the artifact: bundle and module names are the group and the
    /// artifact, joined, what both share written once (maven-bundle-plugin's default Bundle-SymbolicName). Null when they do not fit.
    /// </summary>
    public static string? GroupOf(string? joined, string artifact)
    {
        if (joined is null || !joined.Contains('.', StringComparison.Ordinal))
            return null;

        // commons-lang3 in org.apache.commons.lang3: the group's last word begins the artifact.
        for (var dash = artifact.IndexOf('-', StringComparison.Ordinal); dash > 0; dash = artifact.IndexOf('-', dash + 1))
        {
            var shared = artifact.AsSpan(0, dash);
            var own = artifact.AsSpan(dash + 1);
            if (EndsWithWord(joined, own) is { } group && EndsWithWord(group, shared) is not null)
                return Umbrellas.Contains(group) ? null : group;
        }

        // gson in com.google.gson may be com.google:gson or com.google.gson:gson; umbrellas decide.
        var before = EndsWithWord(joined, artifact);
        if (before is null || (before.Contains('.', StringComparison.Ordinal) && !Umbrellas.Contains(before)))
            return before;
        return artifact.Contains('-', StringComparison.Ordinal) ? null : joined;
    }

    /// <summary><c>org.apache.xmlgraphics:batik-all</c> as Maven and Gradle builds write it, <c>org.scala-lang#scala-library;2.13</c> as Ivy does.</summary>
    private static MavenId? Coordinates(string? title)
    {
        var separator = title?.AsSpan().IndexOfAny(':', '#') ?? -1;
        if (separator <= 0)
            return null;
        var group = title![..separator];
        var rest = title.AsSpan(separator + 1);
        var end = rest.IndexOfAny(':', ';');
        var artifact = (end < 0 ? rest : rest[..end]).ToString();
        return IsGroup(group) && MavenId.IsPart(artifact) ? new MavenId(group, artifact, null) : null;
    }

    /// <summary><c>org.apache.tomcat-catalina</c>: a known artifact after the group, or after the umbrella of its group.</summary>
    private static MavenId? FromBundleName(JarManifest manifest, string? version)
    {
        var bundle = BundleName(manifest);
        var dot = bundle?.LastIndexOf('.') ?? -1;
        if (dot <= 0)
            return null;
        var (before, artifact) = (bundle![..dot], bundle[(dot + 1)..]);
        if (artifact.Length == 0 || KnownGroups.Find(artifact, version) is not { } group)
            return null;
        var fits = group == before
            || group.StartsWith(before + ".", StringComparison.Ordinal)
            || before.StartsWith(group + ".", StringComparison.Ordinal);
        return fits ? new MavenId(group, artifact, version) : null;
    }

    private static string Artifact(JarManifest manifest, in JarFileName file)
    {
        if (MavenId.IsPart(file.Artifact))
            return file.Artifact;
        return FirstPart(BundleName(manifest), manifest["Automatic-Module-Name"], manifest["Implementation-Title"]) ?? "unnamed";
    }

    private static string? Group(JarManifest manifest, string artifact, string? version)
    {
        if (KnownGroups.Find(artifact, version) is { } known)
            return known;
        if (IsGroup(manifest["Group-Id"]))
            return manifest["Group-Id"];
        if (IsGroup(manifest["Implementation-Vendor-Id"]))
            return manifest["Implementation-Vendor-Id"];

        // Module names cannot hold a dash: org.acme.module.name may be org.acme or org.acme.module, so those are not guessed from.
        return GroupOf(BundleName(manifest), artifact)
            ?? (artifact.Contains('-', StringComparison.Ordinal) ? null : GroupOf(manifest["Automatic-Module-Name"], artifact))
            ?? GroupOf(manifest["Extension-Name"], artifact)
            ?? GroupOf(manifest["Implementation-Title"], artifact);
    }

    private static string? ManifestVersion(JarManifest manifest)
    {
        foreach (var name in (ReadOnlySpan<string>)["Implementation-Version", "Bundle-Version", "Specification-Version"])
        {
            var value = manifest[name];
            if (value is null)
                continue;
            foreach (var word in value.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (IsVersion(word))
                    return word;
            }
        }

        return null;
    }

    public static string? BundleName(JarManifest manifest)
    {
        var value = manifest["Bundle-SymbolicName"];
        var end = value?.IndexOf(';', StringComparison.Ordinal) ?? -1;
        return end < 0 ? value : value![..end].Trim();
    }

    /// <summary>Any word with a number, but no series like <c>3.x</c>.</summary>
    private static bool IsVersion(string? text) =>
        MavenId.IsPart(text) && text.AsSpan().IndexOfAnyInRange('0', '9') >= 0 && !text.EndsWith(".x", StringComparison.Ordinal);

    /// <summary>Vendor ids are meant to be groups, and often are companies or addresses.</summary>
    private static bool IsGroup(string? text) =>
        MavenId.IsPart(text) && text.Contains('.', StringComparison.Ordinal) && !text.Contains(',', StringComparison.Ordinal)
        && char.IsAsciiLetter(text[0]) && text[^1] != '.' && !Umbrellas.Contains(text) && !text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    /// <summary>What stands before the word at the end of a dotted name; dots, dashes and underscores of the word count as one.</summary>
    private static string? EndsWithWord(string joined, ReadOnlySpan<char> word)
    {
        var at = joined.Length - word.Length - 1;
        if (at <= 0 || joined[at] != '.')
            return null;
        for (var i = 0; i < word.Length; i++)
        {
            var (a, b) = (joined[at + 1 + i], word[i]);
            if (a != b && !(a is '.' or '-' or '_' && b is '.' or '-' or '_'))
                return null;
        }

        return joined[..at];
    }

    private static string? FirstWord(string? text)
    {
        var end = text?.IndexOf(' ', StringComparison.Ordinal) ?? -1;
        return end < 0 ? text : text![..end];
    }

    private static string? FirstPart(params ReadOnlySpan<string?> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (MavenId.IsPart(candidate))
                return candidate;
        }

        return null;
    }
}
