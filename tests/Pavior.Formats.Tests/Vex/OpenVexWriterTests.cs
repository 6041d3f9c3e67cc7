using System.Text;
using Pavior.Core;
using Pavior.Formats.Vex;
using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests.Vex;

public sealed class OpenVexWriterTests
{
    private const string Schema = "openvex/openvex_json_schema.json";

    private static readonly DateTimeOffset Issued = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("openvex")]
    [InlineData("openvex-draft")]
    [InlineData("csaf-2.0")]
    [InlineData("cyclonedx")]
    public void Every_document_is_written_as_OpenVex(string name)
    {
        var written = Written(VexReader.Read(name, File.ReadAllBytes(Fixture(name + ".json"))));
        Snapshot.Match(Fixture(name + ".written.json"), written);
        VexSchemas.Check(Schema, Fixture(name + ".written.json"));
    }

    /// <summary>Lines and spellings aside: what OpenVEX can say comes back.</summary>
    [Theory]
    [InlineData("openvex")]
    [InlineData("openvex-draft")]
    [InlineData("csaf-2.0")]
    [InlineData("cyclonedx")]
    public void What_was_written_reads_back_and_is_written_the_same(string name)
    {
        var once = Written(VexReader.Read(name, File.ReadAllBytes(Fixture(name + ".json"))));
        var back = VexReader.Read(name, Encoding.UTF8.GetBytes(once));
        Assert.Empty(back.Gaps);
        Assert.Equal(once, Written(back));
    }

    [Fact]
    public void A_document_without_an_id_is_named_by_its_content()
    {
        var document = Document(new VexComponent { Purls = [Purl("pkg:npm/a@1")] });
        var other = Document(new VexComponent { Purls = [Purl("pkg:npm/a@2")] });
        Assert.Equal(Written(document), Written(document));
        Assert.Matches("\"@id\": \"https://openvex.dev/docs/public/vex-[0-9a-f]{64}\"", Written(document));
        Assert.NotEqual(Id(document), Id(other));
    }

    [Fact]
    public void What_cannot_be_said_is_left_out_and_not_widened()
    {
        var module = new VexComponent { Purls = [Purl("pkg:rpmmod/example/nodejs@18")] };
        var distribution = new VexComponent { Cpes = ["cpe:/o:example:linux:9"] };
        var inModule = new VexProduct(distribution, [new VexComponent { Purls = [Purl("pkg:rpm/example/npm")], PartOf = module }]);
        var ranged = new VexProduct(new VexComponent { Purls = [Purl("pkg:npm/a")], Versions = [new VexVersions("vers:npm/<2", IsRange: true)] }, []);
        var nameless = new VexProduct(new VexComponent { Id = "9Base", Name = "Example" }, []);
        var whole = new VexProduct(new VexComponent { Purls = [Purl("pkg:npm/b")], Versions = [new VexVersions("1.0.0", IsRange: false), new VexVersions("1.0.1", IsRange: false)] }, []);
        var written = Written(Document(inModule, ranged, nameless, whole));

        var back = VexReader.Read("vex.json", Encoding.UTF8.GetBytes(written));
        Assert.Equal(["pkg:npm/b@1.0.0", "pkg:npm/b@1.0.1"], back.Statements.Single().Products.Select(p => p.Component.Id));
        Assert.Empty(VexReader.Read("vex.json", Encoding.UTF8.GetBytes(Written(Document(inModule, ranged, nameless)))).Statements);
    }

    [Fact]
    public void Texts_of_strangers_are_written_as_they_are()
    {
        var document = Document(new VexComponent { Purls = [Purl("pkg:npm/a@1")] });
        var hostile = document with { Author = "\"},\n\u001b[31m \ud800 <b>", Statements = [document.Statements[0] with { ImpactStatement = "ü \udc00" }] };
        var back = VexReader.Read("vex.json", Encoding.UTF8.GetBytes(Written(hostile)));
        Assert.Equal(("\"},\n\u001b[31m \ufffd <b>", "ü \ufffd"), (back.Author, back.Statements.Single().ImpactStatement));
    }

    [Fact]
    public void A_document_needs_a_time_and_an_author()
    {
        var document = Document(new VexComponent { Purls = [Purl("pkg:npm/a@1")] });
        Assert.Throws<ArgumentException>(() => Written(document with { Timestamp = null }));
        Assert.Throws<ArgumentException>(() => Written(document with { Author = null }));
    }

    [Fact]
    public void Identifiers_of_one_kind_become_products_of_their_own()
    {
        var component = new VexComponent
        {
            Id = "CSAFPID-1",
            Purls = [Purl("pkg:generic/a@1"), Purl("pkg:github/example/a@1")],
            Hashes = [new VexHash("sha-256", "aa"), new VexHash("whirlpool", "bb")],
        };
        var hash = new VexComponent { Hashes = [new VexHash("sha-512", "cc")] };
        var written = Written(Document(new VexProduct(component, []), new VexProduct(component, []), new VexProduct(hash, [])));
        var products = VexReader.Read("vex.json", Encoding.UTF8.GetBytes(written)).Statements.Single().Products;
        Assert.Equal(["pkg:generic/a@1", "pkg:github/example/a@1", "urn:pavior:sha-512:cc"], products.Select(p => p.Component.Id));
        Assert.Equal([new VexHash("sha-256", "aa")], products[0].Component.Hashes);
    }

    private static VexDocument Document(VexComponent component) => Document(new VexProduct(component, []));

    private static VexDocument Document(params VexProduct[] products) => new()
    {
        Id = "",
        Author = "Shop Security",
        Timestamp = Issued,
        Statements = [new VexStatement { Vulnerability = "CVE-2026-1", Status = VexStatus.NotAffected, Products = products }],
    };

    private static PackageUrl Purl(string text) => PackageUrl.TryParse(text, out var purl) ? purl : throw new ArgumentException(text, nameof(text));

    private static string Written(VexDocument document)
    {
        using var output = new MemoryStream();
        OpenVexWriter.Write(document, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static string Id(VexDocument document) => VexReader.Read("vex.json", Encoding.UTF8.GetBytes(Written(document))).Id;

    private static string Fixture(string name) => Repository.Fixture("Pavior.Formats.Tests", "Vex/" + name);
}
