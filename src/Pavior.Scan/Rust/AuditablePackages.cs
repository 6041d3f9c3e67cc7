using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Rust;

/// <summary>The JSON of cargo-auditable (auditable-serde): an array of packages that refer to each other by index.</summary>
internal static class AuditablePackages
{
    private const int MaxPackages = 50_000;

    /// <summary>Characters of a name or a version; each is repeated by all that need the package.</summary>
    private const int MaxText = 512;

    /// <exception cref="ParseException">Not that document, or a package without name or version.</exception>
    public static void Add(JsonElement document, string path, long offset, Extraction into)
    {
        if (document.ValueKind != JsonValueKind.Object
            || !document.TryGetProperty("packages", out var list)
            || list.ValueKind != JsonValueKind.Array)
        {
            throw new ParseException(path, offset, "an object with an array \"packages\"");
        }

        if (list.GetArrayLength() > MaxPackages)
            throw ParseException.Limit(path, $"more than {MaxPackages} packages");
        var entries = new List<(string Name, string Version)>();
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.Text("name") is not { Length: > 0 } name || entry.Text("version") is not { Length: > 0 } version)
                throw new ParseException(path, offset, $"name and version of package {entries.Count} of {list.GetArrayLength()}");
            if (name.Length > MaxText || version.Length > MaxText)
                throw ParseException.Limit(path, $"a name or version of more than {MaxText} characters");
            entries.Add((name, version));
        }

        var versions = entries.GroupBy(e => e.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var index = 0;
        foreach (var entry in list.EnumerateArray())
            into.Add(ToPackage(entry, entries, index++, versions));
    }

    private static Package ToPackage(
        JsonElement entry, List<(string Name, string Version)> entries, int index, Dictionary<string, int> versions)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (entry.Text("source") is { Length: > 0 } source && source != "crates.io")
            properties["rust:source"] = source;
        if (entry.TryGetProperty("root", out var root) && root.ValueKind == JsonValueKind.True)
            properties["rust:root"] = "true";

        // Build scripts and procedural macros ran on the build machine; nothing of them is in the program.
        var isBuild = entry.Text("kind") == "build";
        return new Package
        {
            Purl = new PackageUrl("cargo", null, entries[index].Name, entries[index].Version),
            Relation = isBuild ? Relation.Declared : Relation.Installed,
            Scope = isBuild ? DependencyScope.Development : DependencyScope.Runtime,
            Requires = [.. Requires(entry, entries, versions).Distinct()],
            Properties = properties,
        };
    }

    /// <summary>Names as Cargo.lock spells them: with the version where the program holds several.</summary>
    private static IEnumerable<string> Requires(
        JsonElement entry, List<(string Name, string Version)> entries, Dictionary<string, int> versions)
    {
        foreach (var item in entry.Items("dependencies"))
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt32(out var index) || index < 0 || index >= entries.Count)
                continue;
            var (name, version) = entries[index];
            yield return versions[name] > 1 ? $"{name} {version}" : name;
        }
    }
}
