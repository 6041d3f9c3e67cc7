using System.Text.Json;
using Pavior.Core;

namespace Pavior.Reports.Spdx;

/// <summary>SPDX 2.3 as JSON. What it has no field for is a JSON object in an annotation, so that reading the document gives the same packages.</summary>
public sealed class SpdxJsonReportWriter(string format) : IReportWriter
{
    private const string Reference = "SPDXRef-";

    public string Format { get; } = format;

    public void Write(Report report, Stream output)
    {
        var model = SpdxModel.Of(report);
        using var json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteString("spdxVersion", "SPDX-2.3");
        json.WriteString("dataLicense", "CC0-1.0");
        json.WriteString("SPDXID", Reference + SpdxModel.DocumentId);
        json.WritePropertyName("name");
        json.TextValue(model.Name);
        json.WriteString("documentNamespace", model.Namespace);
        if (model.IsIncomplete)
            json.WriteString("comment", SpdxTagValueReportWriter.Incomplete);
        json.WriteStartObject("creationInfo");
        json.WriteString("created", model.Created);
        json.WriteStartArray("creators");
        json.WriteStringValue(SpdxTagValueReportWriter.Tool);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("packages");
        foreach (var element in model.Elements)
            WritePackage(json, element, model.Created);
        json.WriteEndArray();
        WriteLicenseTexts(json, model.LicenseTexts);
        json.WriteStartArray("relationships");
        foreach (var link in model.Links)
            WriteRelationship(json, link);
        json.WriteEndArray();
        json.WriteEndObject();
        JsonOutput.Close(json, output);
    }

    private static void WritePackage(Utf8JsonWriter json, SpdxElement element, string created)
    {
        json.WriteStartObject();
        json.WriteString("SPDXID", Reference + element.Id);
        json.WritePropertyName("name");
        json.TextValue(element.Name);
        json.Text("versionInfo", element.Version);
        json.Text("supplier", element.Supplier);
        json.WriteString("downloadLocation", "NOASSERTION");
        json.WriteBoolean("filesAnalyzed", false);
        WriteChecksum(json, element.Digest);
        json.Text("sourceInfo", element.SourceInfo);
        json.WriteString("licenseConcluded", "NOASSERTION");
        json.Text("licenseDeclared", element.License);
        json.WriteString("copyrightText", "NOASSERTION");
        WritePurl(json, element.Purl);
        json.WriteString("primaryPackagePurpose", element.Purpose);
        if (element.Annotation is { } annotation)
            WriteAnnotation(json, annotation, created);
        json.WriteEndObject();
        json.FlushIfLarge();
    }

    private static void WriteChecksum(Utf8JsonWriter json, Digest? digest)
    {
        if (digest is not { } known)
            return;
        json.WriteStartArray("checksums");
        json.WriteStartObject();
        json.WriteString("algorithm", known.Algorithm.SequenceEqual("sha512") ? "SHA512" : "SHA256");
        json.WriteString("checksumValue", known.Hex);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WritePurl(Utf8JsonWriter json, PackageUrl? purl)
    {
        if (purl is not { } known)
            return;
        json.WriteStartArray("externalRefs");
        json.WriteStartObject();
        json.WriteString("referenceCategory", "PACKAGE-MANAGER");
        json.WriteString("referenceType", "purl");
        json.WriteString("referenceLocator", known.ToString());
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteAnnotation(Utf8JsonWriter json, string annotation, string created)
    {
        json.WriteStartArray("annotations");
        json.WriteStartObject();
        json.WriteString("annotator", SpdxTagValueReportWriter.Tool);
        json.WriteString("annotationDate", created);
        json.WriteString("annotationType", "OTHER");
        json.WriteString("comment", annotation);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteLicenseTexts(Utf8JsonWriter json, IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0)
            return;
        json.WriteStartArray("hasExtractedLicensingInfos");
        foreach (var (id, text) in texts)
        {
            json.WriteStartObject();
            json.WriteString("licenseId", id);
            json.WritePropertyName("extractedText");
            json.TextValue(text);
            json.WriteEndObject();
            json.FlushIfLarge();
        }

        json.WriteEndArray();
    }

    private static void WriteRelationship(Utf8JsonWriter json, SpdxLink link)
    {
        json.WriteStartObject();
        json.WriteString("spdxElementId", Reference + link.From);
        json.WriteString("relationshipType", link.Type);
        json.WriteString("relatedSpdxElement", Reference + link.To);
        json.WriteEndObject();
        json.FlushIfLarge();
    }
}
