using System.Text;
using Pavior.Core;
using Pavior.Formats.Vex;
using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests.Vex;

public sealed class VexReaderTests
{
    [Theory]
    [InlineData("openvex")]
    [InlineData("openvex-draft")]
    [InlineData("openvex-attested")]
    [InlineData("csaf-2.0")]
    [InlineData("csaf-2.1")]
    [InlineData("cyclonedx")]
    public void Every_format_becomes_one_model(string name) =>
        Snapshot.Match(Fixture(name + ".expected.txt"), VexText.Of(Read(name)));

    /// <summary>Otherwise the tests above would hold us to documents that nobody writes. CSAF 2.1 and the first draft of OpenVEX have no schema here.</summary>
    [Theory]
    [InlineData("openvex", "openvex/openvex_json_schema.json")]
    [InlineData("csaf-2.0", "csaf/csaf_json_schema.json")]
    [InlineData("cyclonedx", "cyclonedx/bom-1.6.schema.json")]
    public void The_fixtures_follow_their_schemas(string name, string schema) => VexSchemas.Check(schema, Fixture(name + ".json"));

    [Theory]
    [InlineData("{}", "vex.json: no VEX document: OpenVEX, CSAF or CycloneDX, as JSON")]
    [InlineData("[]", "vex.json: no VEX document: OpenVEX, CSAF or CycloneDX, as JSON")]
    [InlineData("""{"bomFormat": "SPDX"}""", "vex.json: no VEX document: OpenVEX, CSAF or CycloneDX, as JSON")]
    [InlineData("""{"document": {"title": "x"}}""", "vex.json: no VEX document: OpenVEX, CSAF or CycloneDX, as JSON")]
    [InlineData("""{"@context": "https://openvex.dev/ns/v9.0.0"}""", "vex.json: OpenVEX v9.0.0: up to 0.2.0 is read")]
    [InlineData("""{"document": {"csaf_version": "1.2"}}""", "vex.json: CSAF 1.2: versions 2.0 and 2.1 are read")]
    [InlineData("""{"bomFormat": "CycloneDX", "specVersion": "2.0"}""", "vex.json: CycloneDX 2.0: versions 1.x are read")]
    public void What_is_no_such_document_is_unsupported(string text, string message)
    {
        var refused = Assert.Throws<ParseException>(() => Read(Encoding.UTF8.GetBytes(text)));
        Assert.Equal((message, GapKind.Unsupported), (refused.Message, refused.Kind));
    }

    [Theory]
    [InlineData("", "line 1: expected JSON")]
    [InlineData("{\"@context\": \"https://openvex.dev/ns\",\n\"statements\": [}", "line 2: expected JSON")]
    [InlineData("{\"@context\": \"https://openvex.dev/ns\"} true", "line 1: expected JSON")]
    [InlineData("{\"@context\": \"https://openvex.dev/ns\",\n\"author\": \"\\ud800\"}", "line 2: expected a string without half a surrogate pair")]
    [InlineData("{\"@context\": \"https://openvex.dev/ns\",\n\"statements\": {}}", "line 2: expected statements as an array")]
    [InlineData("{\"@context\": \"https://openvex.dev/ns\",\n\"statements\": [\n7]}", "line 3: expected a statement as an object")]
    [InlineData("{\"@context\": \"https://openvex.dev/ns\",\n\"statements\": [\n{\"status\": \"fixed\"}]}", "line 3: expected a statement with the name of a vulnerability")]
    [InlineData("{\"@context\": \"https://openvex.dev/ns\",\n\"statements\": [\n{\"vulnerability\": \"CVE-1\"}]}", "line 3: expected a statement with a status")]
    [InlineData("{\"@context\": \"https://openvex.dev/ns\",\n\"statements\": [{\n\"status\":\n\"fine\"}]}", "line 4: expected status as one of not_affected, affected, fixed, under_investigation")]
    [InlineData("{\"document\": {\"csaf_version\": \"2.0\"},\n\"vulnerabilities\": [{\"product_status\": {\"fixed\":\n[1]}}]}", "line 3: expected a product id as a string")]
    [InlineData("{\"document\": {\"csaf_version\": \"2.0\"},\n\"product_tree\": {\"full_product_names\": [\n{\"name\": \"x\"}]}}", "line 3: expected a product with a product_id")]
    [InlineData("{\"document\": {\"csaf_version\": \"2.0\"},\n\"product_tree\": {\"relationships\": [\n{\"product_reference\": \"x\"}]}}", "line 3: expected a combination of two products with a name of its own")]
    [InlineData("{\"bomFormat\": \"CycloneDX\",\n\"vulnerabilities\": [{\n\"analysis\": {\"state\": \"fine\"}}]}", "line 3: expected state as one of resolved, resolved_with_pedigree, exploitable, in_triage, false_positive, not_affected")]
    [InlineData("{\"bomFormat\": \"CycloneDX\",\n\"vulnerabilities\": [{\"affects\": [\n{}]}]}", "line 3: expected an entry of affects with a ref")]
    public void What_is_broken_is_named_by_line(string text, string message) =>
        Assert.Equal("vex.json, " + message, Assert.Throws<ParseException>(() => Read(Encoding.UTF8.GetBytes(text))).Message);

    [Fact]
    public void A_statement_that_breaks_a_rule_is_read_and_the_breach_noted()
    {
        var document = Read("""
            {"@context": "https://openvex.dev/ns/v0.2.0", "timestamp": "yesterday", "statements": [
            {"vulnerability": {"name": "CVE-1"}, "status": "not_affected", "products": [{"@id": "pkg:rpm"}, {}]},
            {"vulnerability": {"name": "CVE-2"}, "status": "affected", "justification": "because"}]}
            """u8);

        Assert.Equal(["CVE-1", "CVE-2"], document.Statements.Select(s => s.Vulnerability));
        Assert.Equal(
        [
            "vex.json, line 1: expected a time by RFC 3339, not yesterday",
            "vex.json, line 2: expected a package URL, not pkg:rpm",
            "vex.json, line 2: expected a product with @id or identifiers",
            "vex.json, line 2: expected a justification or an impact_statement beside not_affected",
            "vex.json, line 3: expected one of the five justifications, not because",
            "vex.json, line 3: expected an action_statement beside affected",
        ], document.Gaps.Select(g => g.Reason));
    }

    [Fact]
    public void Endless_breaches_are_told_by_the_first_ones()
    {
        var statements = string.Join(",", Enumerable.Repeat("""{"vulnerability": "CVE-1", "status": "affected"}""", 1000));
        var document = Read(Encoding.UTF8.GetBytes($$"""{"@context": "https://openvex.dev/ns", "statements": [{{statements}}]}"""));
        Assert.Equal((1000, 50), (document.Statements.Count, document.Gaps.Count));
    }

    /// <summary>A product that is defined by itself, and one whose definition doubles at each of many steps.</summary>
    [Fact]
    public void Products_that_go_in_a_circle_or_explode_stand_for_nothing()
    {
        var doubling = string.Join(",", Enumerable.Range(1, 60).Select(i =>
            $$"""{"full_product_name": {"product_id": "d{{i}}"}, "product_reference": "d{{i - 1}}", "relates_to_product_reference": "d{{i - 1}}"}"""));
        var document = Read(Encoding.UTF8.GetBytes($$"""
            {"document": {"csaf_version": "2.0"}, "product_tree": {"relationships": [{{doubling}},
            {"full_product_name": {"product_id": "a"}, "product_reference": "b", "relates_to_product_reference": "c"},
            {"full_product_name": {"product_id": "b"}, "product_reference": "a", "relates_to_product_reference": "c"}]},
            "vulnerabilities": [{"cve": "CVE-1", "product_status": {"fixed": ["a", "d60", "d3"]} }]}
            """));

        var products = Assert.Single(document.Statements).Products;
        Assert.Equal(["a", "d60", "d0"], products.Select(p => p.Component.Id));
        Assert.Equal(
        [
            "vex.json, line 1: expected a product a that is not defined by itself and is at most 8 steps deep",
            "vex.json, line 1: expected a product d60 that is not defined by itself and is at most 8 steps deep",
        ], document.Gaps.Select(g => g.Reason));
    }

    [Fact]
    public void Remarks_that_name_the_same_products_again_and_again_have_a_limit()
    {
        var ids = string.Join(",", Enumerable.Range(0, 10_000).Select(i => $"\"p{i}\""));
        var remediations = string.Join(",", Enumerable.Repeat("""{"category": "mitigation", "details": "x", "group_ids": ["g"]}""", 1500));
        var text = $$"""
            {"document": {"csaf_version": "2.0"}, "product_tree": {"product_groups": [{"group_id": "g", "product_ids": [{{ids}}]}]},
            "vulnerabilities": [{"cve": "CVE-1", "product_status": {"known_affected": [{{ids}}]}, "remediations": [{{remediations}}]}]}
            """;
        Assert.Equal(GapKind.LimitReached, Assert.Throws<ParseException>(() => Read(Encoding.UTF8.GetBytes(text))).Kind);
    }

    [Fact]
    public void Names_of_one_product_have_a_limit()
    {
        var hashes = string.Join(",", Enumerable.Range(0, 100).Select(i => $"\"h{i}\": \"aa\""));
        var text = $$"""{"@context": "https://openvex.dev/ns", "statements": [{"products": [{"hashes": { {{hashes}} } } ] } ] }""";
        Assert.Equal(GapKind.LimitReached, Assert.Throws<ParseException>(() => Read(Encoding.UTF8.GetBytes(text))).Kind);
    }

    private static VexDocument Read(ReadOnlySpan<byte> utf8) => VexReader.Read("vex.json", utf8);

    private static VexDocument Read(byte[] utf8) => VexReader.Read("vex.json", utf8);

    private static VexDocument Read(string fixture) => VexReader.Read(fixture + ".json", File.ReadAllBytes(Fixture(fixture + ".json")));

    private static string Fixture(string name) => Repository.Fixture("Pavior.Formats.Tests", "Vex/" + name);
}
