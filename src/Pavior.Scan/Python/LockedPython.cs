using Pavior.Core;
using Pavior.Formats.Toml;

namespace Pavior.Scan.Python;

/// <summary>What the lock files of Python's tools have in common.</summary>
internal static class LockedPython
{
    /// <exception cref="ParseException">The name is none that a distribution can have.</exception>
    public static Package Package(
        TomlTable entry, Extraction into, IEnumerable<string> requires, DependencyScope scope, params KeyValuePair<string, string>[] qualifiers)
    {
        var name = Name(entry, into);
        return new Package
        {
            Purl = new PackageUrl("pypi", null, PythonName.Normalize(name), entry.RequiredText("version"), qualifiers),
            Relation = Relation.Declared,
            Scope = scope,
            Requires = [.. requires.Distinct()],
            Evidence = [new Evidence(into.Path, into.Extractor, Line: entry.Position.Line)],
        };
    }

    public static string Name(TomlTable entry, Extraction into)
    {
        var name = entry.RequiredText("name");
        return PythonName.IsValid(name)
            ? name
            : throw ParseException.AtLine(into.Path, entry.Position.Line, "the name of a distribution");
    }

    /// <summary>The qualifier of a package that comes from a version control system instead of an index.</summary>
    public static KeyValuePair<string, string> VcsUrl(string kind, string url, string? revision) =>
        new("vcs_url", revision is null ? $"{kind}+{url}" : $"{kind}+{url}@{revision}");

    public static KeyValuePair<string, string> DownloadUrl(string url) => new("download_url", url);
}
