using System.Globalization;
using System.Text.Json;
using Pavior.Core;

namespace Pavior.Reports.Spdx;

/// <summary>SPDX 3.0.1 as JSON-LD, profiles core, software and simpleLicensing. What it has no field for is a JSON object in an annotation.</summary>
public sealed class Spdx3ReportWriter : IReportWriter
{
    private const string CreationInfo = "_:creation";

    public string Format => "spdx-3.0";

    public void Write(Report report, Stream output)
    {
        var model = SpdxModel.Of(report);
        using var json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteString("@context", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld");
        json.WriteStartArray("@graph");
        WriteCreation(json, model);
        WriteDocument(json, model);
        foreach (var element in model.Elements)
            WritePackage(json, model, element);
        WriteSuppliers(json, model);
        WriteLicenses(json, model);
        WriteRelationships(json, model);
        json.WriteEndArray();
        json.WriteEndObject();
        JsonOutput.Close(json, output);
    }

    private static void WriteCreation(Utf8JsonWriter json, SpdxModel model)
    {
        json.WriteStartObject();
        json.WriteString("type", "CreationInfo");
        json.WriteString("@id", CreationInfo);
        json.WriteString("specVersion", "3.0.1");
        json.WriteString("created", model.Created);
        WriteReferences(json, "createdBy", [Id(model, "Agent-" + Generator.Name)]);
        WriteReferences(json, "createdUsing", [Id(model, "Tool-" + Generator.Name)]);
        json.WriteEndObject();
        Start(json, "SoftwareAgent", Id(model, "Agent-" + Generator.Name));
        json.WriteString("name", Generator.Name);
        json.WriteEndObject();
        Start(json, "Tool", Id(model, "Tool-" + Generator.Name));
        json.WriteString("name", $"{Generator.Name}-{Generator.Version}");
        json.WriteEndObject();
    }

    private static void WriteDocument(Utf8JsonWriter json, SpdxModel model)
    {
        Start(json, "SpdxDocument", Id(model, SpdxModel.DocumentId));
        json.WritePropertyName("name");
        json.TextValue(model.Name);
        json.WriteString("dataLicense", "https://spdx.org/licenses/CC0-1.0");
        if (model.IsIncomplete)
            json.WriteString("comment", SpdxTagValueReportWriter.Incomplete);
        WriteTexts(json, "profileConformance", ["core", "software", "simpleLicensing"]);
        WriteReferences(json, "rootElement", [Id(model, "Sbom")]);
        json.WriteEndObject();
        Start(json, "software_Sbom", Id(model, "Sbom"));
        WriteTexts(json, "profileConformance", ["core", "software", "simpleLicensing"]);
        WriteReferences(json, "rootElement", [Id(model, SpdxModel.TargetId)]);
        WriteReferences(json, "element", model.Elements.Select(e => Id(model, e.Id)));
        WriteTexts(json, "software_sbomType", ["analyzed"]);
        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, SpdxModel model, SpdxElement element)
    {
        Start(json, "software_Package", Id(model, element.Id));
        json.WritePropertyName("name");
        json.TextValue(element.Name);
        json.Text("software_packageVersion", element.Version);
        json.Text("software_packageUrl", element.Purl?.ToString());
        json.WriteString("software_primaryPurpose", element.Purpose == "OPERATING_SYSTEM" ? "operatingSystem" : element.Purpose.ToLowerInvariant());
        json.Text("software_sourceInfo", element.SourceInfo);
        if (element.Supplier is { } supplier)
            json.WriteString("suppliedBy", SupplierId(model, supplier));
        WriteHash(json, element.Digest);
        json.WriteEndObject();
        if (element.Annotation is { } annotation)
            WriteAnnotation(json, model, element.Id, annotation);
        json.FlushIfLarge();
    }

    private static void WriteHash(Utf8JsonWriter json, Digest? digest)
    {
        if (digest is not { } known)
            return;
        json.WriteStartArray("verifiedUsing");
        json.WriteStartObject();
        json.WriteString("type", "Hash");
        json.WriteString("algorithm", known.Algorithm);
        json.WriteString("hashValue", known.Hex);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteAnnotation(Utf8JsonWriter json, SpdxModel model, string subject, string annotation)
    {
        Start(json, "Annotation", Id(model, "Annotation-" + subject));
        json.WriteString("annotationType", "other");
        json.WriteString("contentType", "application/json");
        json.WriteString("subject", Id(model, subject));
        json.WriteString("statement", annotation);
        json.WriteEndObject();
    }

    private static void WriteSuppliers(Utf8JsonWriter json, SpdxModel model)
    {
        foreach (var supplier in model.Elements.Select(e => e.Supplier).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Start(json, "Organization", SupplierId(model, supplier));
            json.WritePropertyName("name");
            json.TextValue(SpdxSupplier.Read(supplier) ?? supplier);
            json.WriteEndObject();
            json.FlushIfLarge();
        }
    }

    private static void WriteLicenses(Utf8JsonWriter json, SpdxModel model)
    {
        foreach (var group in model.Elements.Where(e => e.License != "NOASSERTION").GroupBy(e => e.License, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var id = Id(model, "License-" + ContentHash.Short(group.Key));
            Start(json, "simplelicensing_LicenseExpression", id);
            json.Text("simplelicensing_licenseExpression", group.Key);
            WriteCustomLicenses(json, model, group.Key);
            json.WriteEndObject();
            foreach (var element in group)
                WriteRelationship(json, model, "hasDeclaredLicense", element.Id, [id]);
        }

        foreach (var (reference, text) in model.LicenseTexts)
        {
            Start(json, "simplelicensing_SimpleLicensingText", Id(model, reference));
            json.WritePropertyName("simplelicensing_licenseText");
            json.TextValue(text);
            json.WriteEndObject();
            json.FlushIfLarge();
        }
    }

    private static void WriteCustomLicenses(Utf8JsonWriter json, SpdxModel model, string expression)
    {
        var used = expression.Split((char[])[' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Where(model.LicenseTexts.ContainsKey).Distinct(StringComparer.Ordinal).ToArray();
        if (used.Length == 0)
            return;
        json.WriteStartArray("simplelicensing_customIdToUri");
        foreach (var reference in used)
        {
            json.WriteStartObject();
            json.WriteString("type", "DictionaryEntry");
            json.WriteString("key", reference);
            json.WriteString("value", Id(model, reference));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRelationships(Utf8JsonWriter json, SpdxModel model)
    {
        foreach (var group in model.Links.Where(l => l.Type is "CONTAINS" or "DEPENDS_ON").GroupBy(l => (l.From, l.Type)))
            WriteRelationship(json, model, group.Key.Type == "CONTAINS" ? "contains" : "dependsOn", group.Key.From, group.Select(l => Id(model, l.To)));
        foreach (var group in model.Links.Where(l => l.Type == "GENERATED_FROM").GroupBy(l => l.To))
            WriteRelationship(json, model, "generates", group.Key, group.Select(l => Id(model, l.From)));
    }

    private static void WriteRelationship(Utf8JsonWriter json, SpdxModel model, string type, string from, IEnumerable<string> to)
    {
        Start(json, "Relationship", Id(model, string.Create(CultureInfo.InvariantCulture, $"Relationship-{type}-{from}")));
        json.WriteString("from", Id(model, from));
        json.WriteString("relationshipType", type);
        WriteReferences(json, "to", to);
        json.WriteEndObject();
        json.FlushIfLarge();
    }

    private static void Start(Utf8JsonWriter json, string type, string id)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("spdxId", id);
        json.WriteString("creationInfo", CreationInfo);
    }

    private static void WriteReferences(Utf8JsonWriter json, string name, IEnumerable<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
            json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string Id(SpdxModel model, string id) => $"{model.Namespace}#{id}";

    private static string SupplierId(SpdxModel model, string supplier) => Id(model, "Supplier-" + ContentHash.Short(supplier));
}
