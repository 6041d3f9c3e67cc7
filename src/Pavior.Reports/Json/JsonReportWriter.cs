using System.Text.Json;
using Pavior.Core;

namespace Pavior.Reports.Json;

/// <summary>Everything that a report holds, in the program's own schema (docs/reference/json.md). Written as a stream: file lists may have a hundred thousand paths.</summary>
public sealed class JsonReportWriter : IReportWriter
{
    /// <summary>Major: a field changed its meaning or went away. Minor: fields were added.</summary>
    public const string SchemaVersion = "1.3";

    public string Format => "json";

    public void Write(Report report, Stream output)
    {
        using var json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteString("schemaVersion", SchemaVersion);
        json.WriteStartObject("generator");
        json.WriteString("name", Generator.Name);
        json.WriteString("version", Generator.Version);
        json.WriteEndObject();
        WriteTarget(json, report.Target);
        WriteDistribution(json, report.Inventory.Distribution);
        WriteBase(json, report.Target.Base);
        WriteLayers(json, report.Target.Layers);
        json.WriteStartArray("packages");
        foreach (var package in report.Inventory.Packages)
            WritePackage(json, package);
        json.WriteEndArray();
        WriteGaps(json, report.Inventory.Gaps);
        if (report.Assessment is { } assessment)
            AssessmentJson.Write(json, assessment);
        VerdictJson.Write(json, report);
        json.WriteEndObject();
        JsonOutput.Close(json, output);
    }

    private static void WriteTarget(Utf8JsonWriter json, Target target)
    {
        json.WriteStartObject("target");
        json.WriteString("kind", Words.Of(target.Kind));
        json.WritePropertyName("name");
        json.TextValue(target.Name);
        json.Text("reference", target.Reference);
        json.Text("digest", target.Digest?.ToString());
        json.Text("imageId", target.ConfigDigest?.ToString());
        json.Text("platform", target.Platform);
        json.Text("repositoryPath", target.RepositoryPath);
        json.Text("created", target.Created is { } created ? JsonOutput.Time(created) : null);
        json.Text("user", target.User);
        json.Texts("command", target.Command);
        json.Map("labels", target.Labels.OrderBy(l => l.Key, StringComparer.Ordinal));
        json.WriteEndObject();
    }

    private static void WriteDistribution(Utf8JsonWriter json, Distribution? distribution)
    {
        if (distribution is null)
            return;
        json.WriteStartObject("distribution");
        json.WritePropertyName("id");
        json.TextValue(distribution.Id);
        json.Text("version", distribution.VersionId);
        json.Text("name", distribution.PrettyName);
        json.Text("codename", distribution.Codename);
        json.Texts("idLike", distribution.IdLike);
        json.WriteEndObject();
    }

    private static void WriteBase(Utf8JsonWriter json, BaseImage? image)
    {
        if (image is null)
            return;
        json.WriteStartObject("base");
        json.WritePropertyName("name");
        json.TextValue(image.Name);
        json.WriteNumber("layers", image.LayerCount);
        json.Text("basis", image.Basis);
        json.Text("digest", image.Digest?.ToString());
        json.WriteEndObject();
    }

    private static void WriteLayers(Utf8JsonWriter json, IReadOnlyList<Layer> layers)
    {
        json.WriteStartArray("layers");
        foreach (var layer in layers)
        {
            json.WriteStartObject();
            json.WriteNumber("index", layer.Index);
            json.WriteString("diffId", layer.DiffId.ToString());
            json.Text("digest", layer.Blob?.ToString());
            json.WriteNumber("size", layer.Size);
            json.Text("instruction", layer.Instruction);
            json.WriteBoolean("fromBase", layer.FromBase);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePackage(Utf8JsonWriter json, Package package)
    {
        json.WriteStartObject();
        json.WritePropertyName("name");
        json.TextValue(package.Name);
        json.WritePropertyName("version");
        json.TextValue(package.Version);
        json.WriteString("type", package.Purl.Type);
        json.WriteString("purl", package.Purl.ToString());
        json.WriteString("relation", Words.Of(package.Relation));
        json.WriteString("scope", Words.Of(package.Scope));
        json.WriteString("confidence", Words.Of(package.Confidence));
        if (package.Source is { } source)
        {
            json.WriteStartObject("source");
            json.WritePropertyName("name");
            json.TextValue(source.Name);
            json.WritePropertyName("version");
            json.TextValue(source.Version);
            json.WriteEndObject();
        }

        json.Texts("licenses", package.Licenses);
        json.Text("supplier", package.Supplier);
        json.Text("owner", package.Owner?.ToString());
        json.Texts("requires", package.Requires);
        WriteEvidence(json, package.Evidence);
        json.Map("properties", package.Properties.OrderBy(p => p.Key, StringComparer.Ordinal));
        WriteFiles(json, package.Files);
        json.WriteEndObject();
        json.FlushIfLarge();
    }

    private static void WriteEvidence(Utf8JsonWriter json, IReadOnlyList<Evidence> evidence)
    {
        json.WriteStartArray("evidence");
        foreach (var seen in evidence)
        {
            json.WriteStartObject();
            json.WritePropertyName("path");
            json.TextValue(seen.Path);
            json.Text("extractor", seen.Extractor);
            json.Text("kind", seen.IsStatement ? "sbom" : null);
            json.NumberIfAny("layer", seen.Layer);
            json.NumberIfAny("line", seen.Line);
            json.WriteEndObject();
            json.FlushIfLarge();
        }

        json.WriteEndArray();
    }

    private static void WriteFiles(Utf8JsonWriter json, FileList files)
    {
        if (files.IsEmpty)
            return;
        json.WriteStartArray("files");
        foreach (var path in files)
        {
            json.TextValue(path);
            json.FlushIfLarge();
        }

        json.WriteEndArray();
    }

    private static void WriteGaps(Utf8JsonWriter json, IReadOnlyList<Gap> gaps)
    {
        json.WriteStartArray("gaps");
        foreach (var gap in gaps)
        {
            json.WriteStartObject();
            json.WritePropertyName("path");
            json.TextValue(gap.Path);
            json.WriteString("kind", Words.Of(gap.Kind));
            json.WritePropertyName("reason");
            json.TextValue(gap.Reason);
            json.NumberIfAny("layer", gap.Layer);
            json.WriteEndObject();
            json.FlushIfLarge();
        }

        json.WriteEndArray();
    }
}
