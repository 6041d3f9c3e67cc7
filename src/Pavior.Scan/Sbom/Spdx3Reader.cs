using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Sbom;

/// <summary>SPDX 3.0 as JSON-LD in its canonical spelling: the elements of <c>@graph</c>, each with a type and an spdxId.</summary>
internal sealed class Spdx3Reader
{
    private readonly JsonFile _file;
    private readonly SpdxDocument _document;
    private readonly Dictionary<string, SpdxPackage> _packages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _expressions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _customTexts = new(StringComparer.Ordinal);
    private readonly List<(string Reference, string Uri)> _custom = [];

    private Spdx3Reader(JsonFile file)
    {
        _file = file;
        _document = new SpdxDocument(file.Path);
    }

    /// <exception cref="ParseException">The structure is not that of SPDX 3.</exception>
    public static SbomReading Read(JsonFile file) => new Spdx3Reader(file).ReadGraph();

    private SbomReading ReadGraph()
    {
        if (!_file.Root.TryGetProperty("@graph", out var graph) || graph.ValueKind != JsonValueKind.Array)
            throw _file.Expected(_file.Root, "an SPDX 3 document with @graph as an array");
        foreach (var element in graph.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object)
                throw _file.Expected(element, "an object in @graph");
            ReadElement(element);
        }

        foreach (var (reference, uri) in _custom)
        {
            if (_customTexts.TryGetValue(uri, out var text))
                _document.AddLicenseText(reference, text);
        }

        foreach (var element in graph.EnumerateArray())
        {
            if (TypeOf(element) == "Relationship")
                ReadRelationship(element);
        }

        foreach (var package in _packages.Values)
        {
            if (package.Supplier is { } supplier)
                package.Supplier = _names.GetValueOrDefault(supplier);
        }

        foreach (var element in graph.EnumerateArray())
        {
            if (TypeOf(element) == "Annotation" && element.TextOf("subject"u8) is { } subject && element.TextOf("statement"u8) is { } statement)
                _document.Annotate(subject, statement);
        }

        return _document.Understand();
    }

    private void ReadElement(JsonElement element)
    {
        switch (TypeOf(element))
        {
            case "software_Package" or "ai_AIPackage":
                ReadPackage(element);
                break;
            case "software_File" when IdOf(element) is { } id && element.TextOf("name"u8) is { } name:
                _document.AddFile(id, name);
                break;
            case "software_Sbom" or "Bom":
                foreach (var root in element.ItemsOf("rootElement"u8))
                {
                    if (root.AsText() is { } described)
                        _document.Describe(described);
                }

                break;
            case "CreationInfo":
                _document.Created ??= element.TextOf("created"u8);
                break;
            case "simplelicensing_LicenseExpression" when IdOf(element) is { } id && element.TextOf("simplelicensing_licenseExpression"u8) is { } expression:
                _expressions.TryAdd(id, expression);
                foreach (var entry in element.ItemsOf("simplelicensing_customIdToUri"u8))
                {
                    if (entry.TextOf("key"u8) is { } key && entry.TextOf("value"u8) is { } uri)
                        _custom.Add((key, uri));
                }

                break;
            case "simplelicensing_SimpleLicensingText" when IdOf(element) is { } id && element.TextOf("simplelicensing_licenseText"u8) is { } text:
                _customTexts.TryAdd(id, text);
                break;
            case "Organization" or "Person" or "Agent" or "SoftwareAgent" when IdOf(element) is { } id && element.TextOf("name"u8) is { } name:
                _names.TryAdd(id, name);
                break;
        }
    }

    private void ReadPackage(JsonElement element)
    {
        var package = new SpdxPackage(IdOf(element) ?? throw _file.Expected(element, "a package with an spdxId"))
        {
            Name = element.TextOf("name"u8) ?? "",
            Version = element.TextOf("software_packageVersion"u8),
            Purl = element.TextOf("software_packageUrl"u8),
            Supplier = element.TextOf("suppliedBy"u8),
            SourceInfo = element.TextOf("software_sourceInfo"u8),
            Purpose = element.TextOf("software_primaryPurpose"u8) is { } purpose
                ? (purpose == "operatingSystem" ? "OPERATING-SYSTEM" : purpose.ToUpperInvariant())
                : null,
            Line = _file.LineOf(element),
        };
        foreach (var identifier in element.ItemsOf("externalIdentifier"u8))
        {
            var value = identifier.TextOf("identifier"u8);
            switch (identifier.TextOf("externalIdentifierType"u8))
            {
                case "packageUrl" or "purl":
                    package.Purl ??= value;
                    break;
                case "cpe23" or "cpe22":
                    package.Cpe ??= value;
                    break;
            }
        }

        _packages.TryAdd(package.Id, package);
        _document.Add(package);
    }

    private void ReadRelationship(JsonElement element)
    {
        if (element.TextOf("from"u8) is not { } from || !element.TryGetMember("to"u8, out var to))
            return;
        var type = element.TextOf("relationshipType"u8);
        foreach (var target in to.ValueKind == JsonValueKind.Array ? to.EnumerateArray().ToArray() : [to])
        {
            if (target.AsText() is not { } id)
                continue;
            switch (type)
            {
                case "hasDeclaredLicense" when _packages.TryGetValue(from, out var package):
                    package.LicenseDeclared ??= License(id);
                    break;
                case "hasConcludedLicense" when _packages.TryGetValue(from, out var package):
                    package.LicenseConcluded ??= License(id);
                    break;
                case "dependsOn":
                    _document.Relate(from, "DEPENDS_ON", id);
                    break;
                case "generates":
                    _document.Relate(from, "GENERATES", id);
                    break;
                case "contains":
                    _document.Relate(from, "CONTAINS", id);
                    break;
                case "describes":
                    _document.Relate(from, "DESCRIBES", id);
                    break;
            }
        }
    }

    /// <summary>An expression element, or a licence of the list by its own address.</summary>
    private string? License(string id)
    {
        const string List = "https://spdx.org/licenses/";
        if (_expressions.TryGetValue(id, out var expression))
            return expression;
        return id.StartsWith(List, StringComparison.Ordinal) ? id[List.Length..] : _customTexts.GetValueOrDefault(id);
    }

    private static string? TypeOf(JsonElement element) => element.TextOf("type"u8) ?? element.TextOf("@type"u8);

    private static string? IdOf(JsonElement element) => element.TextOf("spdxId"u8) ?? element.TextOf("@id"u8);
}
