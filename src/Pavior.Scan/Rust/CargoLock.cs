using Pavior.Core;
using Pavior.Formats.Toml;

namespace Pavior.Scan.Rust;

/// <summary>Cargo.lock of versions 1 to 4. Packages without a source are the workspace's own.</summary>
internal sealed class CargoLock : IExtractor
{
    public ExtractorInfo Info { get; } = new(
        Id: "cargo-lock",
        Version: 1,
        Ecosystem: "Rust",
        Title: "Reads the crates that Cargo locked, from registries and from Git",
        Modes: ScanModes.Both,
        Patterns: [new FilePattern.Named("Cargo.lock")]);

    public void Extract(FileContent file, Extraction into)
    {
        var document = TomlDocument.Parse(file.Path, file.ReadAll(TomlDocument.MaxBytes).Span);
        if (document.Find("version") is TomlInteger { Value: < 1 or > 4 } version)
            throw ParseException.Unsupported(file.Path, $"version {version.Value} of the lock file, of which 1 to 4 are known");
        foreach (var entry in document.Tables("package"))
        {
            var name = entry.RequiredText("name");
            var crate = entry.RequiredText("version");
            if (entry.Text("source") is not { } source)
                continue;
            into.Add(new Package
            {
                Purl = new PackageUrl("cargo", null, name, crate, Origin(source)),
                Relation = Relation.Declared,
                Requires = [.. entry.Texts("dependencies").Select(NameOf).Where(n => n.Length > 0).Distinct()],
                Evidence = [new Evidence(file.Path, into.Extractor, Line: entry.Position.Line)],
            });
        }
    }

    /// <summary>A dependency is written <c>name</c>, <c>name version</c> or <c>name version (source)</c>, as much as tells it apart.</summary>
    private static string NameOf(string dependency)
    {
        var space = dependency.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? dependency : dependency[..space];
    }

    private static KeyValuePair<string, string>[] Origin(string source)
    {
        const string Git = "git+";
        if (source is "registry+https://github.com/rust-lang/crates.io-index" or "sparse+https://index.crates.io/")
            return [];
        if (!source.StartsWith(Git, StringComparison.Ordinal))
            return [new("repository_url", source[(source.IndexOf('+', StringComparison.Ordinal) + 1)..])];

        // git+https://host/repository?branch=name#commit
        var hash = source.IndexOf('#', StringComparison.Ordinal);
        var url = hash < 0 ? source : source[..hash];
        var query = url.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0)
            url = url[..query];
        return [new("vcs_url", hash < 0 ? url : $"{url}@{source[(hash + 1)..]}")];
    }
}
