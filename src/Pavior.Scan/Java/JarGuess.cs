namespace Pavior.Scan.Java;

/// <summary>Names an archive that carries no Maven files of its own, from its manifest and file name.</summary>
internal static class JarGuess
{
    /// <summary>A version that stands in the file name is the one that was published; the manifest's may be a build's.</summary>
    public static MavenId Guess(JarManifest manifest, in JarFileName file)
    {
        var artifact = Artifact(manifest, file);
        var version = IsVersion(file.Version) ? file.Version : ManifestVersion(manifest);
        return new MavenId(Group(manifest, artifact, version), artifact, version);
    }

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
                return group;
        }

        return EndsWithWord(joined, artifact);
    }

    private static string Artifact(JarManifest manifest, in JarFileName file)
    {
        if (file.Version is not null && MavenId.IsPart(file.Artifact))
            return file.Artifact;
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
        return GroupOf(BundleName(manifest), artifact)
            ?? GroupOf(manifest["Automatic-Module-Name"], artifact)
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

    private static bool IsVersion(string? text) => MavenId.IsPart(text) && text!.AsSpan().IndexOfAnyInRange('0', '9') >= 0;

    /// <summary>Vendor ids are meant to be groups, and often are companies or addresses.</summary>
    private static bool IsGroup(string? text) =>
        MavenId.IsPart(text) && text!.Contains('.', StringComparison.Ordinal) && !text.Contains(',', StringComparison.Ordinal)
        && char.IsAsciiLetter(text[0]) && text[^1] != '.' && !text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

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
