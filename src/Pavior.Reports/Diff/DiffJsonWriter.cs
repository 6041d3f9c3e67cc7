using System.Text.Json;
using Pavior.Core;
using Pavior.Reports.Json;

namespace Pavior.Reports.Diff;

/// <summary>The difference as JSON (docs/reference/json.md, section on differences).</summary>
public sealed class DiffJsonWriter : IReportDiffWriter
{
    public string Format => "json";

    public void Write(ReportDiff diff, Stream output)
    {
        using var json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteString("schemaVersion", JsonReportWriter.SchemaVersion);
        WriteSide(json, "before", diff.Before);
        WriteSide(json, "after", diff.After);
        json.WriteNumber("layersInCommon", diff.LayersInCommon);
        json.WriteNumber("sizeDifference", diff.SizeDifference);
        json.WriteBoolean("distributionChanged", diff.DistributionChanged);
        json.WriteBoolean("userChanged", diff.UserChanged);
        WritePackages(json, "added", diff.Added);
        WritePackages(json, "removed", diff.Removed);
        WriteChanges(json, "changed", diff.Changed);
        WriteChanges(json, "moved", diff.Moved);
        json.WriteEndObject();
        JsonOutput.Close(json, output);
    }

    private static void WriteSide(Utf8JsonWriter json, string name, Report report)
    {
        json.WriteStartObject(name);
        json.WritePropertyName("name");
        json.TextValue(report.Target.Name);
        json.Text("digest", report.Target.Digest?.ToString());
        json.Text("user", report.Target.User);
        json.Text("distribution", report.Inventory.Distribution?.PurlQualifier);
        json.WriteNumber("layers", report.Target.Layers.Count);
        json.WriteNumber("size", report.Target.Size);
        json.WriteNumber("packages", report.Inventory.Packages.Count);
        json.WriteNumber("gaps", report.Inventory.Gaps.Count);
        json.WriteEndObject();
    }

    private static void WritePackages(Utf8JsonWriter json, string name, IReadOnlyList<Package> packages)
    {
        json.WriteStartArray(name);
        foreach (var package in packages)
        {
            json.WriteStartObject();
            json.WriteString("purl", package.Purl.ToString());
            json.WriteString("relation", Words.Of(package.Relation));
            json.WriteEndObject();
            json.FlushIfLarge();
        }

        json.WriteEndArray();
    }

    private static void WriteChanges(Utf8JsonWriter json, string name, IReadOnlyList<PackageChange> changes)
    {
        json.WriteStartArray(name);
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("before", change.Before.Purl.ToString());
            json.WriteString("after", change.After.Purl.ToString());
            json.WriteString("relation", Words.Of(change.After.Relation));
            json.WriteStartArray("differences");
            foreach (var difference in change.Differences)
            {
                json.WriteStartObject();
                json.WriteString("what", difference.What);
                json.Text("before", difference.Before);
                json.Text("after", difference.After);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.FlushIfLarge();
        }

        json.WriteEndArray();
    }
}
