using System.Text.Json;
using Pavior.Core;

namespace Pavior.Scan.Rpm;

/// <summary>Reads Bottlerocket's list of the rpm packages it was built from; the image has no rpm database.</summary>
internal sealed class BottlerocketInventoryExtractor : IExtractor
{
    private const int MaxBytes = 64 << 20;

    private const int MaxDepth = 16;

    public ExtractorInfo Info { get; } = new(
        Id: "bottlerocket-inventory",
        Version: 1,
        Ecosystem: "RPM",
        Title: "Reads the application inventory of Bottlerocket.",
        Modes: ScanModes.Image,
        Patterns: [new FilePattern.At("usr/share/bottlerocket/application-inventory.json")]);

    public void Extract(FileContent file, Extraction into)
    {
        using var document = Parse(file);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("Content", out var content)
            || content.ValueKind != JsonValueKind.Array)
            throw new ParseException(file.Path, 0, "an object with an array named Content");
        var index = 0;
        foreach (var entry in content.EnumerateArray())
        {
            if (ToPackage(entry) is { } package)
                into.Add(package);
            else
                into.Add(new Gap(file.Path, GapKind.Malformed, $"{file.Path}, Content[{index}]: expected an object with Name and Version"));
            index++;
        }
    }

    private static JsonDocument Parse(FileContent file)
    {
        try
        {
            return JsonDocument.Parse(file.ReadAll(MaxBytes), new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException bad)
        {
            throw ParseException.AtLine(file.Path, (int)(bad.LineNumber ?? 0) + 1, "JSON");
        }
    }

    private static Package? ToPackage(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || Text(entry, "Name") is not { Length: > 0 } name || Text(entry, "Version") is not { Length: > 0 } version)
            return null;
        var release = Text(entry, "Release") ?? "";
        var supplier = Text(entry, "Publisher");
        return new Package
        {
            Purl = RpmNames.Purl(name, release.Length == 0 ? version : $"{version}-{release}", Text(entry, "Architecture") ?? "", Text(entry, "Epoch") ?? ""),
            Supplier = string.IsNullOrEmpty(supplier) ? null : supplier,
        };
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;
}
