using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Python;

/// <summary>Pipfile.lock: one object for each category, <c>default</c> and <c>develop</c> among them.</summary>
internal sealed class PipfileLock : IExtractor
{
    private const int MaxBytes = 32 * 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "pipfile-lock",
        Version: 1,
        Ecosystem: "Python",
        Title: "Reads the packages that Pipenv locked, with the categories that need them",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("Pipfile.lock")]);

    public void Extract(FileContent file, Extraction into)
    {
        using var json = JsonFile.ParseObject(file.Path, file.ReadAll(MaxBytes));
        foreach (var category in json.Root.EnumerateObject())
        {
            if (category.NameEquals("_meta"u8))
                continue;
            var scope = category.Name switch
            {
                "default" => DependencyScope.Runtime,
                "develop" => DependencyScope.Development,
                _ => DependencyScope.Optional,
            };
            foreach (var entry in category.Value.Members())
                ReadEntry(entry, scope, json, into);
        }
    }

    private static void ReadEntry(JsonProperty entry, DependencyScope scope, JsonFile json, Extraction into)
    {
        var line = json.LineOf(entry);
        if (!PythonName.IsValid(entry.Name))
        {
            into.Expect(line, "the name of a distribution");
            return;
        }

        var pinned = entry.Value.TextOf("version"u8);
        var version = pinned?.TrimStart('=').Trim();
        var origin = Origin(entry.Value).ToArray();
        // Without version and origin it is a folder of the project itself.
        if (string.IsNullOrEmpty(version) && origin.Length == 0)
        {
            if (entry.Value.TextOf("path"u8) is null && entry.Value.TextOf("file"u8) is null)
                into.Expect(line, $"a version of {entry.Name}");
            return;
        }

        into.Add(new Package
        {
            Purl = new PackageUrl("pypi", null, PythonName.Normalize(entry.Name), version, origin),
            Relation = Relation.Declared,
            Scope = scope,
            Evidence = [new Evidence(json.Path, into.Extractor, Line: line)],
        });
    }

    private static IEnumerable<KeyValuePair<string, string>> Origin(JsonElement entry)
    {
        if (entry.TextOf("git"u8) is { Length: > 0 } git)
            yield return LockedPython.VcsUrl("git", git, entry.TextOf("ref"u8));
        if (entry.TextOf("file"u8) is { } file && file.Contains("://", StringComparison.Ordinal))
            yield return LockedPython.DownloadUrl(file);
    }
}
