using System.Text;
using Pavior.Core;
using Pavior.Scan.Sbom;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Sbom;

public sealed class SbomSourceTests
{
    private const string Bom = """{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "a", "version": "1", "purl": "pkg:npm/a@1"}]}""";

    [Fact]
    public async Task A_file_is_recognised_by_its_first_bytes_and_scanned()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, Bom);
            Assert.True(new SbomSource().Recognizes(path));
            var report = await Scanner.ScanAsync(path, new ScanOptions(), CancellationToken.None);
            Assert.Equal((TargetKind.Sbom, Path.GetFileName(path), "a"), (report.Target.Kind, report.Target.Name, report.Inventory.Packages[0].Name));
            Assert.NotNull(report.Target.Digest);
            await File.WriteAllTextAsync(path, "{}");
            Assert.False(new SbomSource().Recognizes(path));
            await Assert.ThrowsAsync<SourceException>(() => new SbomSource().OpenAsync(path, new SourceOptions(), CancellationToken.None));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_of_tag_value_end_in_any_way(string end)
    {
        string[] lines = ["SPDXVersion: SPDX-2.3", "PackageName: a", "SPDXID: SPDXRef-a", "PackageVersion: 1", "PackageComment: <text>x", "PackageName: y", "</text>", "PackageName: b", "SPDXID: SPDXRef-b", ""];
        var report = SbomFile.Read("s.spdx", Encoding.UTF8.GetBytes(string.Join(end, lines))).Finish(new Target(TargetKind.Sbom, "s.spdx"));
        Assert.Equal(["a", "b"], report.Inventory.Packages.Select(p => p.Name));
    }

    [Fact]
    public void Sizes_of_layers_beyond_all_numbers_are_shown_as_the_largest()
    {
        var layer = """{"name":"pavior:layer:N:diff-id","value":"sha256:D"},{"name":"pavior:layer:N:size","value":"9223372036854775807"}""".Replace("D", new string('a', 64), StringComparison.Ordinal);
        var layers = layer.Replace("N", "0", StringComparison.Ordinal) + "," + layer.Replace("N", "1", StringComparison.Ordinal);
        var bom = """{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"container","name":"x","properties":[LAYERS]}},"components":[]}""".Replace("LAYERS", layers, StringComparison.Ordinal);
        var report = SbomFile.Read("s.json", Encoding.UTF8.GetBytes(bom)).Finish(new Target(TargetKind.Sbom, "s.json"));
        Assert.Equal((2, long.MaxValue), (report.Target.Layers.Count, report.Target.Size));
    }

    [Fact]
    public async Task A_missing_file_cannot_be_opened()
    {
        Assert.False(new SbomSource().Recognizes("/no/such/file"));
        await Assert.ThrowsAsync<SourceException>(() => new SbomSource().OpenAsync("/no/such/file", new SourceOptions(), CancellationToken.None));
    }

    [Theory]
    [InlineData("opt/app/app.cdx.json", Relation.Declared)]
    [InlineData("usr/lib/python3/dist-packages/pip/_vendor/bom.cdx.json", Relation.Vendored)]
    [InlineData("usr/lib/python3/dist-packages/cryptography-48.0.0.dist-info/sboms/sbom.json", Relation.Vendored)]
    public void An_sbom_inside_a_target_names_packages_second_hand(string path, Relation relation)
    {
        var package = Assert.Single(ExtractorRun.Over(new EmbeddedSbom(), path, Bom).Packages);
        Assert.Equal((relation, Confidence.Medium, path), (package.Relation, package.Confidence, package.Properties["sbom:source"]));
        Assert.Equal([new Evidence(path, "embedded-sbom")], package.Evidence);
    }

    [Fact]
    public void A_broken_rule_is_a_gap_of_a_scanned_document_but_not_of_an_image_that_has_it()
    {
        var text = Bom.Replace("\"type\": \"library\"", "\"type\": \"library\", \"bom-ref\": \"\"", StringComparison.Ordinal);
        Assert.Single(ForeignSbomTests.Read(text).Inventory.Gaps);
        Assert.Empty(ExtractorRun.Over(new EmbeddedSbom(), "srv/app.cdx.json", text).Gaps);
    }

    [Fact]
    public void A_bom_json_that_is_something_else_is_passed_over()
    {
        Assert.Empty(ExtractorRun.Over(new EmbeddedSbom(), "srv/bom.json", """{"parts": []}""").Gaps);
        Assert.Single(ExtractorRun.Over(new EmbeddedSbom(), "srv/app.spdx.json", """{"parts": []}""").Gaps);
    }

    [Fact]
    public void Nothing_that_is_mutated_gets_anything_but_a_parse_exception()
    {
        var random = new Random(20_261_124);
        foreach (var format in SbomRoundTripTests.Formats)
        {
            using var output = new MemoryStream();
            Reports.ReportWriters.Find(format.Data)!.Write(SampleReports.Image, output);
            AttackValues(random, output.ToArray(), 60);
            Attack(random, output.ToArray(), 60);
        }

        Attack(random, Encoding.UTF8.GetBytes("""
            <bom xmlns="http://cyclonedx.org/schema/bom/1.5" serialNumber="x"><metadata><timestamp>2020</timestamp><component type="container"><name>x</name></component></metadata>
            <components><component type="library" bom-ref="x"><name>a</name><hashes><hash alg="SHA-256">be</hash></hashes><licenses><license><id>MIT</id><text encoding="base64">x</text></license><expression>MIT</expression></licenses>
            <evidence><identity><field>purl</field><confidence>0.5</confidence></identity><identity/><occurrences><occurrence><location>/a</location><line>7</line></occurrence></occurrences></evidence>
            <pedigree><patches><patch type="x"><resolves><issue type="y"/></resolves></patch></patches></pedigree></component></components>
            <dependencies><dependency ref="x"><dependency ref="y"/></dependency></dependencies></bom>
            """), 2_000);
    }

    /// <summary>Well-formed JSON whose values are of another kind than expected, which changing bytes seldom gives.</summary>
    private static void AttackValues(Random random, byte[] seed, int times)
    {
        if (seed[0] != '{')
            return;
        string[] others = ["null", "1", "-1e99", "true", "[]", "{}", "\"\"", "[[1]]", "{\"name\":{}}", "\"\\ud800\"", "\"pkg:npm/a@1\""];
        var values = new List<(int Start, int End)>();
        var reader = new System.Text.Json.Utf8JsonReader(seed);
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            if (reader.TokenType is System.Text.Json.JsonTokenType.EndArray or System.Text.Json.JsonTokenType.EndObject or System.Text.Json.JsonTokenType.PropertyName)
                continue;
            var whole = reader;
            whole.Skip();
            values.Add((start, (int)whole.BytesConsumed));
        }

        for (var i = 0; i < times; i++)
        {
            var (start, end) = values[random.Next(values.Count)];
            var bytes = (byte[])[.. seed.AsSpan(0, start), .. Encoding.UTF8.GetBytes(others[random.Next(others.Length)]), .. seed.AsSpan(end)];
            ReadOrRefuse(bytes);
        }
    }

    private static void ReadOrRefuse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            SbomFile.Read("bom", bytes);
        }
        catch (ParseException)
        {
            // The one way out for what is no SBOM any more.
        }
    }

    private static void Attack(Random random, byte[] seed, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var bytes = seed.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var length = random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length;
            ReadOrRefuse(bytes.AsMemory(0, length));
        }
    }
}
