using Pavior.Core;
using Pavior.Formats.Toml;

namespace Pavior.Scan.Python;

/// <summary>uv.lock. Members of the workspace stand in it like packages; they are where the walk for the scopes begins.</summary>
internal sealed class UvLock : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        Id: "uv-lock",
        Version: 1,
        Ecosystem: "Python",
        Title: "Reads the packages that uv locked; those that only a dependency group needs are development packages",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("uv.lock"), new FilePattern.Ending(".py.lock")]);

    public void Extract(FileContent file, Extraction into)
    {
        var document = TomlDocument.Parse(file.Path, file.ReadAll(TomlDocument.MaxBytes).Span);
        var entries = document.Tables("package").ToArray();
        var scopes = UvScopes.Of(entries, document, IsMember);
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            if (!IsMember(entry))
                into.Add(LockedPython.Package(entry, into, Requires(entry), scopes[i], [.. Origin(entry.Table("source"))]));
        }
    }

    /// <summary>True for the project itself and its siblings, which come from no index.</summary>
    private static bool IsMember(TomlTable entry)
    {
        var source = entry.Table("source");
        return source?.Find("virtual") is not null || source?.Find("editable") is not null || source?.Find("directory") is not null;
    }

    private static IEnumerable<string> Requires(TomlTable entry) =>
        entry.Tables("dependencies").Select(d => PythonName.Normalize(d.RequiredText("name")));

    private static IEnumerable<KeyValuePair<string, string>> Origin(TomlTable? source)
    {
        if (source?.Text("git") is { Length: > 0 } git)
        {
            // https://host/repository?rev=name#commit
            var hash = git.IndexOf('#', StringComparison.Ordinal);
            var commit = hash < 0 ? null : git[(hash + 1)..];
            var url = hash < 0 ? git : git[..hash];
            var query = url.IndexOf('?', StringComparison.Ordinal);
            yield return LockedPython.VcsUrl("git", query < 0 ? url : url[..query], commit);
        }

        if (source?.Text("url") is { Length: > 0 } download)
            yield return LockedPython.DownloadUrl(download);
    }
}
