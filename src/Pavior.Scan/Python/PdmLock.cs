using Pavior.Core;
using Pavior.Formats.Toml;

namespace Pavior.Scan.Python;

/// <summary>pdm.lock.</summary>
internal sealed class PdmLock : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        Id: "pdm-lock",
        Version: 1,
        Ecosystem: "Python",
        Title: "Reads the packages that PDM locked, with the groups that need them",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("pdm.lock")]);

    public void Extract(FileContent file, Extraction into)
    {
        var document = TomlDocument.Parse(file.Path, file.ReadAll(TomlDocument.MaxBytes).Span);
        foreach (var entry in document.Tables("package"))
        {
            // A path without version is a folder of the project itself.
            if (entry.Flag("editable") || (entry.Text("path") is not null && entry.Text("version") is null))
                continue;
            into.Add(LockedPython.Package(entry, into, Requires(entry), Scope(entry), [.. Origin(entry)]));
        }
    }

    /// <summary>A package with extras stands twice, the second time needing itself.</summary>
    private static IEnumerable<string> Requires(TomlTable entry) => entry.Texts("dependencies")
        .Select(d => Requirement.TryParse(d))
        .OfType<Requirement>()
        .Select(r => PythonName.Normalize(r.Name))
        .Where(n => n != PythonName.Normalize(entry.Text("name")));

    private static IEnumerable<KeyValuePair<string, string>> Origin(TomlTable entry)
    {
        foreach (var kind in (string[])["git", "hg", "svn", "bzr"])
        {
            if (entry.Text(kind) is { Length: > 0 } url)
                yield return LockedPython.VcsUrl(kind, url, entry.Text("revision") ?? entry.Text("ref"));
        }

        if (entry.Text("url") is { Length: > 0 } download)
            yield return LockedPython.DownloadUrl(download);
    }

    /// <summary>The lock file names groups but not their kind; PDM's own name for the development group is <c>dev</c>.</summary>
    private static DependencyScope Scope(TomlTable entry)
    {
        var groups = entry.Texts("groups").ToArray();
        if (groups.Length == 0 || groups.Contains("default"))
            return DependencyScope.Runtime;
        return groups.Contains("dev") ? DependencyScope.Development : DependencyScope.Optional;
    }
}
