using System.Text.Json;
using Pavior.Core;
using Pavior.Testing;
using Xunit;

namespace Pavior.Reports.Tests;

/// <summary>What is written validates, by a validator that is not ours, against the schemas of those who define the formats.</summary>
public sealed class SchemaTests
{
    private static readonly Report[] Reports = [SampleReports.Image, SampleReports.LaterImage, SampleReports.Empty, SampleReports.Large(20, 3), SampleAssessments.Image, SampleAssessments.Judged];

    [Theory]
    [InlineData("cyclonedx-1.6", "bom-1.6.schema.json")]
    [InlineData("cyclonedx-1.7", "bom-1.7.schema.json")]
    public void CycloneDx_is_valid(string format, string schema)
    {
        var folder = SharedFolder.TryFind("corpora/schemas/cyclonedx");
        Assert.SkipWhen(folder is null, "corpora/schemas/cyclonedx is not in the shared folder");
        Validate(format, Path.Combine(folder!, schema), Directory.GetFiles(folder!, "*.json"));
    }

    [Fact]
    public void Sarif_is_valid()
    {
        var schema = SharedFolder.TryFind("corpora/schemas/sarif/sarif-schema-2.1.0.json");
        Assert.SkipWhen(schema is null, "corpora/schemas/sarif is not in the shared folder");
        Validate("sarif", schema!, [schema!]);
    }

    /// <summary>OpenVEX admits no document without statements, so reports without findings are left out.</summary>
    [Fact]
    public void OpenVex_is_valid()
    {
        var schema = SharedFolder.TryFind("corpora/schemas/openvex/openvex_json_schema.json");
        Assert.SkipWhen(schema is null, "corpora/schemas/openvex is not in the shared folder");
        Validate("openvex", schema!, [schema!], [SampleAssessments.Image, SampleAssessments.Judged]);
    }

    [Fact]
    public void Spdx_2_3_is_valid()
    {
        var schema = SharedFolder.TryFind("corpora/schemas/spdx/spdx-schema.json");
        Assert.SkipWhen(schema is null, "corpora/schemas/spdx is not in the shared folder");
        Validate("spdx-2.3", schema!, [schema!]);
    }

    /// <summary>The schema of SPDX 3.0.1 lies in an npm package; eng/spdx-schema.py unpacks it, or says why it cannot.</summary>
    [Fact]
    public void Spdx_3_0_is_valid()
    {
        var tools = Path.Combine(Repository.Root, "artifacts", "tools");
        var schema = Path.Combine(tools, "spdx-3.0.1.schema.json");
        var reason = Path.Combine(tools, "spdx-3.0.1.schema.missing");
        Assert.SkipUnless(File.Exists(schema), File.Exists(reason) ? File.ReadAllText(reason).TrimEnd() : $"{schema} is not there: run eng/setup.sh tests");
        Validate("spdx-3.0", schema, [schema]);
    }

    [Fact]
    public void The_json_report_follows_its_own_schema()
    {
        var schema = Path.Combine(Repository.Root, "docs", "reference", "pavior-report.schema.json");
        Validate("json", schema, [schema]);
    }

    [Fact]
    public void Every_field_of_the_schema_is_explained()
    {
        var reference = Path.Combine(Repository.Root, "docs", "reference");
        var text = File.ReadAllText(Path.Combine(reference, "json.md"));
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(reference, "pavior-report.schema.json")));
        Assert.All(FieldsOf(schema.RootElement), field => Assert.Contains($"`{field}`", text, StringComparison.Ordinal));
    }

    private static List<string> FieldsOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return [];
        var fields = new List<string>();
        foreach (var member in schema.EnumerateObject())
        {
            if (member.Name != "properties")
                fields.AddRange(FieldsOf(member.Value));
            else
                fields.AddRange(member.Value.EnumerateObject().SelectMany(field => FieldsOf(field.Value).Prepend(field.Name)));
        }

        return fields;
    }

    private static void Validate(string format, string schema, string[] schemas) => Validate(format, schema, schemas, Reports);

    private static void Validate(string format, string schema, string[] schemas, Report[] reports)
    {
        var folder = Directory.CreateTempSubdirectory("pavior-schema-");
        try
        {
            var pairs = new List<(string Schema, string Document)>();
            for (var i = 0; i < reports.Length; i++)
            {
                var file = Path.Combine(folder.FullName, $"{i}.json");
                File.WriteAllText(file, WriterTests.Write(ReportWriters.Find(format)!, reports[i]));
                pairs.Add((schema, file));
            }

            var complaints = SchemaCheck.Complaints(schemas, pairs, out var unavailable);
            Assert.SkipWhen(unavailable is not null, unavailable ?? "");
            Assert.Null(complaints);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
