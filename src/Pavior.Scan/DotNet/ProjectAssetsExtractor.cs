using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.DotNet;

/// <summary>What NuGet restored for a project, in its intermediate folder.</summary>
internal sealed class ProjectAssetsExtractor : IExtractor
{
    private const int MaxBytes = 64 << 20;

    public ExtractorInfo Info { get; } = new(
        "nuget-project-assets",
        1,
        ".NET",
        "Reads the packages that NuGet restored for a project (obj/project.assets.json)",
        ScanModes.Source,
        [new FilePattern.Named("project.assets.json")]);

    public void Extract(FileContent file, Extraction into)
    {
        using var document = JsonReading.Parse(file.ReadAll(MaxBytes), file.Path);
        if (document.RootElement.Object("libraries") is not { } libraries)
            throw ParseException.AtLine(file.Path, 1, "an object \"libraries\"");
        foreach (var library in libraries.EnumerateObject())
        {
            if (library.Value.Text("type") != "package")
                continue;
            var key = NuGetKey.NameOf(library);
            if (!NuGetKey.TrySplit(key, out var name, out var version))
            {
                into.Add(new Gap(file.Path, GapKind.Malformed, $"{file.Path}: expected name/version instead of \"{key}\" among the libraries"));
                continue;
            }

            var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
            if (library.Value.Text("sha512") is { Length: > 0 } hash)
                properties["nuget:sha512"] = "sha512-" + hash;
            into.Add(new Package { Purl = new PackageUrl("nuget", null, name, version), Relation = Relation.Declared, Properties = properties });
        }
    }
}
