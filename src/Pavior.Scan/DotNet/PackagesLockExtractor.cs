using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.DotNet;

/// <summary>NuGet's lock file: resolved packages for each target framework.</summary>
internal sealed class PackagesLockExtractor : IExtractor
{
    private const int MaxBytes = 32 << 20;

    public ExtractorInfo Info { get; } = new(
        "nuget-packages-lock",
        1,
        ".NET",
        "Reads the packages that NuGet locked in packages.lock.json",
        ScanModes.Both,
        [new FilePattern.Named("packages.lock.json"), new FilePattern.Affixed("packages.", ".lock.json")]);

    public void Extract(FileContent file, Extraction into)
    {
        using var document = JsonReading.Parse(file.ReadAll(MaxBytes), file.Path);
        if (document.RootElement.Object("dependencies") is not { } frameworks)
            throw ParseException.AtLine(file.Path, 1, "a lock file with an object \"dependencies\"");
        var seen = new HashSet<PackageUrl>();
        foreach (var framework in frameworks.EnumerateObject())
        {
            if (framework.Value.ValueKind != JsonValueKind.Object)
                continue;
            foreach (var entry in framework.Value.EnumerateObject())
                AddEntry(entry, file.Path, seen, into);
        }
    }

    private static void AddEntry(JsonProperty entry, string path, HashSet<PackageUrl> seen, Extraction into)
    {
        var type = entry.Value.Text("type");
        if (string.Equals(type, "Project", StringComparison.OrdinalIgnoreCase))
            return;
        var name = NuGetKey.NameOf(entry);
        if (name.Length == 0 || entry.Value.Text("resolved") is not { Length: > 0 } version)
        {
            into.Add(new Gap(path, GapKind.Malformed, $"{path}: expected a resolved version of \"{name}\""));
            return;
        }

        var purl = new PackageUrl("nuget", null, name, version);
        if (!seen.Add(purl))
            return;
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (entry.Value.Text("contentHash") is { Length: > 0 } hash)
            properties["nuget:sha512"] = "sha512-" + hash;
        if (type is { Length: > 0 })
            properties["nuget:type"] = type;
        into.Add(new Package
        {
            Purl = purl,
            Relation = Relation.Declared,
            Requires = entry.Value.Object("dependencies") is { } needs
                ? [.. needs.EnumerateObject().Select(NuGetKey.NameOf).Where(n => n.Length > 0)]
                : [],
            Properties = properties,
        });
    }
}
