using Pavior.Core;
using Pavior.Formats.Toml;

namespace Pavior.Scan.Python;

/// <summary>poetry.lock of Poetry 1 and 2.</summary>
internal sealed class PoetryLock : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        Id: "poetry-lock",
        Version: 1,
        Ecosystem: "Python",
        Title: "Reads the packages that Poetry locked, with the groups that need them",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("poetry.lock")]);

    public void Extract(FileContent file, Extraction into)
    {
        var document = TomlDocument.Parse(file.Path, file.ReadAll(TomlDocument.MaxBytes).Span);
        foreach (var entry in document.Tables("package"))
        {
            var source = entry.Table("source");
            // A path dependency is the project's own code.
            if (source?.Text("type") != "directory")
                into.Add(LockedPython.Package(entry, into, Requires(entry), Scope(entry), [.. Origin(source)]));
        }
    }

    /// <summary>Optional ones belong to an extra of the package.</summary>
    private static IEnumerable<string> Requires(TomlTable entry) =>
        entry.Table("dependencies")?.Entries
            .Where(d => d.Value is not TomlTable table || !table.Flag("optional"))
            .Select(d => PythonName.Normalize(d.Key)) ?? [];

    private static IEnumerable<KeyValuePair<string, string>> Origin(TomlTable? source)
    {
        if (source?.Text("url") is not { Length: > 0 } url)
            yield break;
        switch (source.Text("type"))
        {
            case "git":
                yield return LockedPython.VcsUrl("git", url, source.Text("resolved_reference") ?? source.Text("reference"));
                break;
            case "url":
                yield return LockedPython.DownloadUrl(url);
                break;
        }
    }

    /// <summary>Poetry before 1.5 writes a category, from 2.0 on the groups; between them neither.</summary>
    private static DependencyScope Scope(TomlTable entry)
    {
        var groups = entry.Texts("groups").ToArray();
        if (groups.Length > 0 ? !groups.Contains("main") : entry.Text("category") is { } category && category != "main")
            return DependencyScope.Development;
        return entry.Flag("optional") ? DependencyScope.Optional : DependencyScope.Runtime;
    }
}
