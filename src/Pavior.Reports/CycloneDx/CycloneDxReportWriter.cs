using System.Text.Json;
using Pavior.Core;
using Pavior.Reports.Sbom;

namespace Pavior.Reports.CycloneDx;

/// <summary>
/// CycloneDX JSON (ECMA-424). What it has no field for is in properties named <c>pavior:</c>, so that reading the document gives the same packages.
/// Owned file lists are left out: only the JSON report has them.
/// </summary>
public sealed class CycloneDxReportWriter(string format, CycloneDxVersion version) : IReportWriter
{
    private const string OperatingSystemReference = "operating-system";

    public string Format { get; } = format;

    public void Write(Report report, Stream output)
    {
        var packages = report.Inventory.Packages;
        var targetReference = TargetReference(report.Target);
        var references = SbomReferences.Of(packages, targetReference, OperatingSystemReference);
        using var json = JsonOutput.Open(output);
        json.WriteStartObject();
        WriteHead(json, report);
        WriteMetadata(json, report.Target, targetReference);
        json.WriteStartArray("components");
        if (report.Inventory.Distribution is { } distribution)
            WriteOperatingSystem(json, distribution);
        var component = new CycloneDxComponent(json, version, report.Target.Layers);
        for (var i = 0; i < packages.Count; i++)
            component.Write(packages[i], references[i]);
        json.WriteEndArray();
        WriteDependencies(json, report, references, targetReference);
        WriteGaps(json, report.Inventory.Gaps, targetReference);
        if (report.Assessment is { } assessment)
            CycloneDxVulnerabilities.Write(json, assessment.Findings.Concat(report.Suppressed), Referenced(packages, references));
        json.WriteEndObject();
        JsonOutput.Close(json, output);
    }

    private static Dictionary<Package, string> Referenced(IReadOnlyList<Package> packages, string[] references)
    {
        var byPackage = new Dictionary<Package, string>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < packages.Count; i++)
            byPackage[packages[i]] = references[i];
        return byPackage;
    }

    private void WriteHead(Utf8JsonWriter json, Report report)
    {
        var number = version == CycloneDxVersion.V1_6 ? "1.6" : "1.7";
        json.WriteString("$schema", $"http://cyclonedx.org/schema/bom-{number}.schema.json");
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", number);
        json.WriteString("serialNumber", "urn:uuid:" + ContentHash.Uuid(report));
        json.WriteNumber("version", 1);
    }

    private static void WriteMetadata(Utf8JsonWriter json, Target target, string reference)
    {
        json.WriteStartObject("metadata");
        if (target.Created is { } created)
            json.WriteString("timestamp", JsonOutput.Time(created));
        json.WriteStartObject("tools");
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("name", Generator.Name);
        json.WriteString("version", Generator.Version);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("component");
        json.WriteString("type", target.Kind == TargetKind.Image ? "container" : "application");
        json.WritePropertyName("bom-ref");
        json.TextValue(reference);
        json.WritePropertyName("name");
        json.TextValue(TargetName.Of(target));
        json.Text("version", target.Digest?.ToString());
        WriteHash(json, target.Digest);
        json.Text("purl", TargetPurl.Of(target)?.ToString());
        WriteProperties(json, SbomProperties.Of(target));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteHash(Utf8JsonWriter json, Digest? digest)
    {
        if (digest is not { } known)
            return;
        json.WriteStartArray("hashes");
        json.WriteStartObject();
        json.WriteString("alg", known.Algorithm.SequenceEqual("sha512") ? "SHA-512" : "SHA-256");
        json.WriteString("content", known.Hex);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteOperatingSystem(Utf8JsonWriter json, Distribution distribution)
    {
        json.WriteStartObject();
        json.WriteString("type", "operating-system");
        json.WriteString("bom-ref", OperatingSystemReference);
        json.WritePropertyName("name");
        json.TextValue(distribution.Id);
        json.Text("version", distribution.VersionId);
        json.Text("description", distribution.PrettyName);
        WriteProperties(json, SbomProperties.Of(distribution));
        json.WriteEndObject();
    }

    private static void WriteDependencies(Utf8JsonWriter json, Report report, string[] references, string targetReference)
    {
        var graph = DependencyGraph.Of(report.Inventory.Packages);
        var top = graph.Roots.Select(i => references[i]);
        if (report.Inventory.Distribution is not null)
            top = top.Prepend(OperatingSystemReference);
        json.WriteStartArray("dependencies");
        WriteDependency(json, targetReference, top);
        for (var i = 0; i < references.Length; i++)
        {
            if (graph.NeededBy(i).Count > 0)
                WriteDependency(json, references[i], graph.NeededBy(i).Select(to => references[to]));
        }

        json.WriteEndArray();
    }

    private static void WriteDependency(Utf8JsonWriter json, string from, IEnumerable<string> to)
    {
        json.WriteStartObject();
        json.WritePropertyName("ref");
        json.TextValue(from);
        json.WriteStartArray("dependsOn");
        foreach (var reference in to)
            json.TextValue(reference);
        json.WriteEndArray();
        json.WriteEndObject();
        json.FlushIfLarge();
    }

    /// <summary>A report that could not see everything says so where consumers look for it (compositions), with the places as properties.</summary>
    private static void WriteGaps(Utf8JsonWriter json, IReadOnlyList<Gap> gaps, string targetReference)
    {
        if (gaps.Count == 0)
            return;
        json.WriteStartArray("compositions");
        json.WriteStartObject();
        json.WriteString("aggregate", "incomplete");
        json.WriteStartArray("assemblies");
        json.TextValue(targetReference);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        WriteProperties(json, SbomProperties.Of(gaps));
    }

    internal static void WriteProperties(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> properties)
    {
        var open = false;
        foreach (var (name, value) in properties)
        {
            if (!open)
                json.WriteStartArray("properties");
            open = true;
            json.WriteStartObject();
            json.WritePropertyName("name");
            json.TextValue(name);
            json.WritePropertyName("value");
            json.TextValue(value);
            json.WriteEndObject();
            json.FlushIfLarge();
        }

        if (open)
            json.WriteEndArray();
    }

    /// <summary>The purl of the image, or a word that no purl can be.</summary>
    private static string TargetReference(Target target) => TargetPurl.Of(target)?.ToString() ?? "target";
}
