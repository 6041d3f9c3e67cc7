using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Php;

/// <summary>Reads vendor/composer/installed.json, which Composer writes beside the packages it has put there: a list (version 1) or an object (version 2).</summary>
internal sealed class ComposerInstalledExtractor : IExtractor
{
    private const int MaxBytes = 32 * 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "composer-installed",
        Version: 1,
        Ecosystem: "PHP",
        Title: "composer/installed.json in a vendor folder proves the packages that Composer installed there.",
        Modes: ScanModes.Both,
        Patterns: [new FilePattern.Ending("/composer/installed.json")]);

    public void Extract(FileContent file, Extraction into)
    {
        using var json = JsonFile.Parse(file.Path, file.ReadAll(MaxBytes));
        var packages = json.Root;
        if (json.Root.ValueKind == JsonValueKind.Object && !json.Root.TryGetMember("packages"u8, out packages))
            throw json.Expected(json.Root, "an object with packages");
        if (packages.ValueKind != JsonValueKind.Array)
            throw json.Expected(packages, "a list of packages");
        var development = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in json.Root.ItemsOf("dev-package-names"u8))
        {
            if (name.AsText() is { } text)
                development.Add(text);
        }

        foreach (var entry in packages.EnumerateArray())
        {
            var scope = entry.TextOf("name"u8) is { } name && development.Contains(name) ? DependencyScope.Development : DependencyScope.Runtime;
            ComposerPackage.Add(json, entry, Relation.Installed, scope, into);
        }
    }
}
