using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Rpm;

/// <summary>Reads Bottlerocket's list of the rpm packages it was built from; the image has no rpm database.</summary>
internal sealed class BottlerocketInventoryExtractor : IExtractor
{
    private const int MaxBytes = 64 << 20;

    public ExtractorInfo Info { get; } = new(
        Id: "bottlerocket-inventory",
        Version: 1,
        Ecosystem: "RPM",
        Title: "Reads the application inventory of Bottlerocket.",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.At("usr/share/bottlerocket/application-inventory.json")]);

    public void Extract(FileContent file, Extraction into)
    {
        using var inventory = JsonFile.ParseObject(file.Path, file.ReadAll(MaxBytes));
        if (!inventory.Root.TryGetMember("Content"u8, out var content) || content.ValueKind != JsonValueKind.Array)
            throw inventory.Expected(inventory.Root, "an array named Content");
        foreach (var entry in content.Items())
        {
            if (ToPackage(entry) is { } package)
                into.Add(package with { Evidence = [new Evidence(file.Path, Info.Id, Line: inventory.LineOf(entry))] });
            else
                into.Add(inventory.Expected(entry, "an object with Name and Version").AsGap());
        }
    }

    private static Package? ToPackage(JsonElement entry)
    {
        if (entry.TextOf("Name"u8) is not { Length: > 0 } name || entry.TextOf("Version"u8) is not { Length: > 0 } version)
            return null;
        var release = entry.TextOf("Release"u8) ?? "";
        var supplier = entry.TextOf("Publisher"u8);
        return new Package
        {
            Purl = RpmNames.Purl(
                name,
                release.Length == 0 ? version : $"{version}-{release}",
                entry.TextOf("Architecture"u8) ?? "",
                entry.TextOf("Epoch"u8) ?? ""),
            Supplier = string.IsNullOrEmpty(supplier) ? null : supplier,
        };
    }
}
