using Pavior.Core;
using Pavior.Formats.Toml;

namespace Pavior.Scan.Java;

/// <summary>gradle/libs.versions.toml: the libraries and plugins that a version catalog offers to a build.</summary>
internal sealed class GradleCatalog : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        Id: "gradle-catalog",
        Version: 1,
        Ecosystem: "Java",
        Title: "Gradle version catalogs: the libraries a build may use, with the versions it would use",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Ending(".versions.toml")]);

    public void Extract(FileContent file, Extraction into)
    {
        var document = TomlDocument.Parse(file.Path, file.ReadAll(TomlDocument.MaxBytes).Span);
        var versions = document.Table("versions");
        var unresolved = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var entry in document.Table("libraries")?.Entries ?? [])
            Add(Library(entry, versions), entry, DependencyScope.Runtime);
        foreach (var entry in document.Table("plugins")?.Entries ?? [])
            Add(Plugin(entry, versions), entry, DependencyScope.Development);
        if (unresolved.Count > 0)
            into.Add(UnresolvedVersions.Gap(file.Path, "a platform or the build script", unresolved));

        void Add(MavenId id, in TomlEntry entry, DependencyScope scope)
        {
            if (!MavenId.IsPart(id.Group) || !MavenId.IsPart(id.Artifact))
                throw ParseException.AtLine(file.Path, entry.KeyPosition.Line, "a module or a group and a name");

            if (!MavenId.IsPart(id.Version))
            {
                unresolved.Add($"{id.Group}:{id.Artifact}");
                return;
            }

            into.Add(new Package
            {
                Purl = id.ToPurl(),
                Relation = Relation.Declared,
                Scope = scope,
                Evidence = [new Evidence(file.Path, into.Extractor, Line: entry.KeyPosition.Line)],
            });
        }
    }

    /// <summary><c>"g:a:v"</c>, or a table with module (or group and name) and version (text, reference or rich).</summary>
    private static MavenId Library(in TomlEntry entry, TomlTable? versions)
    {
        if (entry.Value is TomlString { Value: var notation })
            return Split(notation);
        if (entry.Value is not TomlTable table)
            return default;
        var module = table.Text("module") is { } text ? Split(text) : new MavenId(table.Text("group"), table.Text("name"), null);
        return module with { Version = Version(table, versions) };
    }

    /// <summary>A plugin <c>p</c> is published as <c>p:p.gradle.plugin</c>.</summary>
    private static MavenId Plugin(in TomlEntry entry, TomlTable? versions)
    {
        if (entry.Value is TomlTable table && table.Text("id") is { } id)
            return new MavenId(id, id + ".gradle.plugin", Version(table, versions));
        if (entry.Value is not TomlString { Value: var notation })
            return default;
        var named = Split(notation);
        return new MavenId(named.Group, named.Group + ".gradle.plugin", named.Artifact);
    }

    private static string? Version(TomlTable table, TomlTable? versions) => table.Find("version") switch
    {
        TomlString text => text.Value,
        TomlTable rich when rich.Find("ref") is TomlString name => Rich(versions?.Find(name.Value)),
        TomlTable rich => Rich(rich),
        _ => null,
    };

    /// <summary>Rich versions prefer, require or demand; the strictest says what is used.</summary>
    private static string? Rich(TomlValue? value) => value switch
    {
        TomlString text => text.Value,
        TomlTable table => One(table, "strictly") ?? One(table, "require") ?? One(table, "prefer"),
        _ => null,
    };

    private static string? One(TomlTable table, string key) => table.Find(key) is TomlString { Value: var text } && text.AsSpan().IndexOfAny('[', '(', ',') < 0
        ? text.TrimEnd('!')
        : null;

    private static MavenId Split(string notation)
    {
        var parts = notation.Split(':', 3);
        return new MavenId(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2)?.TrimEnd('!'));
    }
}
