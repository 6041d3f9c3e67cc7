using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Php;

/// <summary>Reads composer.lock: the packages that Composer installs, those of <c>packages-dev</c> for development.</summary>
internal sealed class ComposerLockExtractor : IExtractor
{
    private const int MaxBytes = 32 * 1024 * 1024;

    public ExtractorInfo Info { get; } = new(
        Id: "composer-lock",
        Version: 1,
        Ecosystem: "PHP",
        Title: "composer.lock declares the exact packages that Composer installs.",
        Modes: ScanModes.Source,
        Patterns: [new FilePattern.Named("composer.lock")]);

    public void Extract(FileContent file, Extraction into)
    {
        using var json = JsonFile.ParseObject(file.Path, file.ReadAll(MaxBytes));
        if (!json.Root.TryGetMember("packages"u8, out _))
            throw json.Expected(json.Root, "an object with packages");
        foreach (var entry in json.Root.ItemsOf("packages"u8))
            ComposerPackage.Add(json, entry, Relation.Declared, DependencyScope.Runtime, into);
        foreach (var entry in json.Root.ItemsOf("packages-dev"u8))
            ComposerPackage.Add(json, entry, Relation.Declared, DependencyScope.Development, into);
    }
}
