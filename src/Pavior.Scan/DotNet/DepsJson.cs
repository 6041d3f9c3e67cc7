using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.DotNet;

/// <summary>
/// A dependency manifest (<c>app.deps.json</c>, dotnet/sdk "runtime configuration files"): which packages an application was published with,
/// and which files of each it ships.
/// </summary>
internal static class DepsJson
{
    public const int MaxFile = 32 << 20;

    private const int MaxLibraries = 50_000;

    private const string RuntimePackPrefix = "runtimepack.";

    private static readonly string[] AssetKinds = ["runtime", "runtimeTargets", "native", "resources"];

    /// <param name="evidence">Null for the file itself; a bundle names the member.</param>
    /// <exception cref="ParseException">Not JSON, or not a dependency manifest.</exception>
    public static void Add(ReadOnlyMemory<byte> json, string path, Evidence? evidence, Extraction into)
    {
        using var document = JsonReading.Parse(json, path);
        var root = document.RootElement;
        if (root.Object("libraries") is not { } libraries || root.Object("targets") is not { } targets)
            throw ParseException.AtLine(path, 1, "a dependency manifest with \"targets\" and \"libraries\"");
        var entries = Entries(RuntimeTarget(root, targets));
        var count = 0;
        foreach (var library in libraries.EnumerateObject())
        {
            if (++count > MaxLibraries)
                throw ParseException.Limit(path, $"more than {MaxLibraries} libraries");
            var key = NuGetKey.NameOf(library);
            var type = library.Value.Text("type")?.ToLowerInvariant();
            if (type is not ("package" or "runtimepack"))
                continue;
            if (!NuGetKey.TrySplit(key, out var name, out var version))
            {
                into.Add(new Gap(path, GapKind.Malformed, $"{path}: expected name/version instead of \"{key}\" among the libraries"));
                continue;
            }

            AddLibrary(name, version, library.Value, entries.TryGetValue(key, out var entry) ? entry : null, evidence, into);
        }
    }

    /// <summary>The target that runs; manifests of portable applications have one, self-contained ones an empty one beside it.</summary>
    private static JsonElement? RuntimeTarget(JsonElement root, JsonElement targets)
    {
        var name = root.Object("runtimeTarget")?.Text("name") ?? root.Text("runtimeTarget");
        return name is not null && targets.TryGetProperty(name, out var target) && target.ValueKind == JsonValueKind.Object ? target : null;
    }

    /// <summary>The entries of a target by their key; asking the document for each would go through all of it each time.</summary>
    private static Dictionary<string, JsonElement> Entries(JsonElement? target)
    {
        var entries = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (target is not { } found)
            return entries;
        foreach (var member in found.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object)
                entries[NuGetKey.NameOf(member)] = member.Value;
        }

        return entries;
    }

    private static void AddLibrary(string name, string version, JsonElement library, JsonElement? entry, Evidence? evidence, Extraction into)
    {
        if (name.StartsWith(RuntimePackPrefix, StringComparison.OrdinalIgnoreCase) && name.Length > RuntimePackPrefix.Length)
            name = name[RuntimePackPrefix.Length..];
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (library.Text("sha512") is { Length: > 0 } hash)
            properties["nuget:sha512"] = hash;
        into.Add(new Package
        {
            Purl = new PackageUrl("nuget", null, name, version),

            // A package whose every file lost against a newer one of the framework is named and not there.
            Relation = entry is { } e && !ShipsFiles(e) ? Relation.Declared : Relation.Installed,
            Requires = entry is { } needing ? [.. Requires(needing)] : [],
            Evidence = evidence is null ? [] : [evidence],
            Properties = properties,
        });
        if (DotNetRuntimes.ProductOf(name) is { } product)
            into.Add(DotNetRuntimes.ToPackage(product, version, evidence));
    }

    private static bool ShipsFiles(JsonElement entry) =>
        Array.Exists(AssetKinds, kind => entry.Object(kind) is { } assets && assets.EnumerateObject().MoveNext());

    private static IEnumerable<string> Requires(JsonElement entry)
    {
        if (entry.Object("dependencies") is not { } dependencies)
            yield break;
        foreach (var dependency in dependencies.EnumerateObject())
        {
            var name = NuGetKey.NameOf(dependency);
            if (name.Length > 0)
                yield return name.StartsWith(RuntimePackPrefix, StringComparison.OrdinalIgnoreCase) ? name[RuntimePackPrefix.Length..] : name;
        }
    }
}
