using Pavior.Core;
using Pavior.Formats.Toml;

namespace Pavior.Scan.Python;

/// <summary>pylock.toml and pylock.NAME.toml (https://packaging.python.org/en/latest/specifications/pylock-toml/).</summary>
internal sealed class Pylock : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        Id: "pylock",
        Version: 1,
        Ecosystem: "Python",
        Title: "Reads the packages of Python's standard lock file",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("pylock.toml"), new FilePattern.Affixed("pylock.", ".toml")]);

    public void Extract(FileContent file, Extraction into)
    {
        var document = TomlDocument.Parse(file.Path, file.ReadAll(TomlDocument.MaxBytes).Span);
        if (document.RequiredText("lock-version").Split('.')[0] != "1")
            throw ParseException.Unsupported(file.Path, $"lock-version {document.Text("lock-version")}, of which only 1 is known");
        var always = document.Texts("default-groups").ToHashSet(StringComparer.Ordinal);
        foreach (var entry in document.Tables("packages"))
        {
            // The version may be left out where it depends on a source tree: the project's own code.
            if (entry.Find("directory") is not null || (entry.Find("version") is null && entry.Find("vcs") is null && entry.Find("archive") is null))
                continue;
            if (entry.Find("version") is null)
                into.Add(Unversioned(entry, into, always));
            else
                into.Add(LockedPython.Package(entry, into, Requires(entry), Scope(entry, always), [.. Origin(entry)]));
        }
    }

    /// <summary>A source tree out of version control or an archive is a package all the same, told by where it comes from.</summary>
    private static Package Unversioned(TomlTable entry, Extraction into, HashSet<string> always) => new()
    {
        Purl = new PackageUrl("pypi", null, PythonName.Normalize(LockedPython.Name(entry, into)), null, Origin(entry)),
        Relation = Relation.Declared,
        Scope = Scope(entry, always),
        Requires = [.. Requires(entry)],
        Evidence = [new Evidence(into.Path, into.Extractor, Line: entry.Position.Line)],
    };

    private static IEnumerable<string> Requires(TomlTable entry) =>
        entry.Tables("dependencies").Select(d => PythonName.Normalize(d.RequiredText("name")));

    private static IEnumerable<KeyValuePair<string, string>> Origin(TomlTable entry)
    {
        if (entry.Table("vcs") is { } vcs && vcs.Text("url") is { Length: > 0 } url)
            yield return LockedPython.VcsUrl(vcs.Text("type") ?? "git", url, vcs.Text("commit-id"));
        if (entry.Table("archive")?.Text("url") is { Length: > 0 } download)
            yield return LockedPython.DownloadUrl(download);
    }

    /// <summary>The marker tells which extra or group asks for the package: <c>'docs' in dependency_groups</c>.</summary>
    private static DependencyScope Scope(TomlTable entry, HashSet<string> always)
    {
        var marker = entry.Text("marker");
        if (marker is null || !marker.Contains(" in ", StringComparison.Ordinal))
            return DependencyScope.Runtime;
        if (always.Count > 0 && Names(marker, always))
            return DependencyScope.Runtime;
        if (marker.Contains("extras", StringComparison.Ordinal))
            return DependencyScope.Optional;
        return marker.Contains("dependency_groups", StringComparison.Ordinal) ? DependencyScope.Development : DependencyScope.Runtime;
    }

    private static bool Names(ReadOnlySpan<char> marker, HashSet<string> groups)
    {
        var known = groups.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in marker.SplitAny('\'', '"'))
        {
            if (known.Contains(marker[range]))
                return true;
        }

        return false;
    }
}
