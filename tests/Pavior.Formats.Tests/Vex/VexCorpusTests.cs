using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Vex;
using Pavior.Testing;
using Xunit;
using ZstdSharp;

namespace Pavior.Formats.Tests.Vex;

/// <summary>What vendors publish, against a second reading that knows nothing of ours: a tree, plain loops, no grouping.</summary>
public sealed class VexCorpusTests
{
    [Fact]
    public void Red_hats_documents_say_of_each_product_what_a_plain_reading_says()
    {
        var count = 0;
        foreach (var (name, bytes) in Documents("data/vuln/feeds/rhel-vex-samples.tar.zst"))
        {
            if (!IsCsaf(bytes))
                continue;
            var document = VexReader.Read(name, bytes);
            Assert.Equal(PlainCsaf(bytes), Facts(document));
            Assert.DoesNotContain(document.Gaps, g => !g.Reason.Contains("a flag or an impact", StringComparison.Ordinal) && !g.Reason.Contains("a package URL", StringComparison.Ordinal));
            count++;
        }

        Assert.True(count >= 20, $"only {count} documents were found");
    }

    [Fact]
    public void Documents_of_other_vendors_say_of_each_product_what_a_plain_reading_says()
    {
        var (csaf, open) = (0, 0);
        foreach (var (name, bytes) in Documents("data/vuln/feeds/vunnel-provider-fixtures.tar.zst"))
        {
            if (IsCsaf(bytes))
            {
                Assert.Equal(PlainCsaf(bytes), Facts(VexReader.Read(name, bytes)));
                csaf++;
            }
            else if (bytes.AsSpan().IndexOf("\"https://openvex.dev/ns"u8) > 0 && bytes.AsSpan().IndexOf("\"statements\""u8) > 0)
            {
                Assert.Equal(PlainOpenVex(bytes), Facts(VexReader.Read(name, bytes)));
                open++;
            }
        }

        Assert.True(csaf >= 2 && open >= 5, $"only {csaf} CSAF and {open} OpenVEX documents were found");
    }

    [Theory]
    [InlineData("1.6")]
    [InlineData("1.7")]
    public void The_example_of_CycloneDx_is_read(string version)
    {
        var (_, bytes) = Documents("corpora/cyclonedx-examples.tar.zst").Single(d => Path.GetFileName(d.Name) == $"valid-vulnerability-{version}.json");
        var statement = Assert.Single(VexReader.Read("vex.json", bytes).Statements);
        Assert.Equal("SNYK-JAVA-COMFASTERXMLJACKSONCORE-32111", statement.Vulnerability);
        Assert.Equal(["CVE-2018-7489"], statement.Aliases);
        Assert.Equal((VexStatus.NotAffected, VexJustification.VulnerableCodeNotInExecutePath, "code_not_reachable"), (statement.Status, statement.Justification, statement.OwnWord));
        Assert.Equal("pkg:maven/com.fasterxml.jackson.core/jackson-databind@2.9.4", statement.Products.Single().Component.Purls.Single().ToString());
    }

    /// <summary>Memory follows what is kept: a document of 40 MB of prose costs little more than its statements.</summary>
    [Fact]
    public void What_is_not_kept_is_not_built()
    {
        var prose = new string('x', 4000);
        var notes = string.Join(',', Enumerable.Repeat($$"""{"category": "other", "text": "{{prose}}"}""", 5000));
        var bytes = System.Text.Encoding.UTF8.GetBytes($$"""
            {"document": {"csaf_version": "2.0", "notes": [{{notes}}]},
            "vulnerabilities": [{"cve": "CVE-1", "notes": [{{notes}}], "product_status": {"fixed": ["a"]} }]}
            """);
        VexReader.Read("vex.json", bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var document = VexReader.Read("vex.json", bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
        Assert.Single(document.Statements);
    }

    private static bool IsCsaf(byte[] bytes) => bytes.AsSpan().IndexOf("\"csaf_version\""u8) > 0 && bytes[0] == '{';

    private static string[] Facts(VexDocument document) =>
    [
        .. (from statement in document.Statements
            from product in statement.Products
            from component in product.Subcomponents.Count == 0 ? [product.Component] : product.Subcomponents
            let outer = product.Subcomponents.Count == 0 ? "" : " of " + Name(product.Component)
            select $"{statement.Vulnerability} {statement.Status} {statement.Justification} {Name(component)}{outer} {Actions(statement)}").Distinct().Order(StringComparer.Ordinal),
    ];

    private static string Actions(VexStatement statement) =>
        statement.Status == VexStatus.NotAffected ? "" : string.Join('+', statement.Actions.Select(a => $"{a.Kind}:{a.Text.Length}:{a.Url}"));

    private static string Name(VexComponent component) =>
        component.Purls.Count > 0 ? component.Purls[0].ToString() : component.Cpes.Count > 0 ? component.Cpes[0] : component.Id ?? "";

    private static string[] PlainCsaf(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var names = new Dictionary<string, string>();
        var relations = new Dictionary<string, (string Part, string Of)>();
        if (json.RootElement.TryGetProperty("product_tree", out var tree))
            CollectNames(tree, names, relations);
        var facts = new List<string>();
        if (!json.RootElement.TryGetProperty("vulnerabilities", out var vulnerabilities))
            return [];
        foreach (var vulnerability in vulnerabilities.EnumerateArray())
        {
            var id = vulnerability.GetProperty("cve").GetString();
            var (flags, remediations) = (Remarks(vulnerability, "flags"), Remarks(vulnerability, "remediations"));
            foreach (var (status, product) in Statuses(vulnerability))
            {
                var flag = status != VexStatus.NotAffected ? null : flags.Where(f => f.Products.Contains(product)).Select(f => f.Remark.GetProperty("label").GetString()!.Replace("_", "", StringComparison.Ordinal)).FirstOrDefault();
                var actions = status == VexStatus.NotAffected ? "" : string.Join('+', remediations.Where(r => r.Products.Contains(product)).Select(r =>
                    $"{r.Remark.GetProperty("category").GetString()!.Replace("_", "", StringComparison.Ordinal)}:{r.Remark.GetProperty("details").GetString()!.Length}:{(r.Remark.TryGetProperty("url", out var url) ? url.GetString() : "")}"));
                var what = relations.TryGetValue(product, out var relation) ? $"{names.GetValueOrDefault(relation.Part, relation.Part)} of {names.GetValueOrDefault(relation.Of, relation.Of)}" : names.GetValueOrDefault(product, product);
                facts.Add($"{id} {status} {Capital(flag)} {what} {CapitalKinds(actions)}");
            }
        }

        return [.. facts.Distinct().Order(StringComparer.Ordinal)];
    }

    private static void CollectNames(JsonElement tree, Dictionary<string, string> names, Dictionary<string, (string Part, string Of)> relations)
    {
        var open = new Stack<JsonElement>([tree]);
        while (open.TryPop(out var element))
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                    open.Push(item);
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                if (element.TryGetProperty("product_id", out var id))
                    names[id.GetString()!] = BestName(element) ?? id.GetString()!;
                if (element.TryGetProperty("product_reference", out var part))
                    relations[element.GetProperty("full_product_name").GetProperty("product_id").GetString()!] = (part.GetString()!, element.GetProperty("relates_to_product_reference").GetString()!);
                foreach (var member in element.EnumerateObject())
                    open.Push(member.Value);
            }
        }
    }

    private static string? BestName(JsonElement product)
    {
        if (!product.TryGetProperty("product_identification_helper", out var helper))
            return null;
        if (helper.TryGetProperty("purl", out var purl) && PackageUrl.TryParse(purl.GetString(), out var parsed))
            return parsed.ToString();
        return helper.TryGetProperty("cpe", out var cpe) ? cpe.GetString() : null;
    }

    private static IEnumerable<(VexStatus Status, string Product)> Statuses(JsonElement vulnerability)
    {
        if (!vulnerability.TryGetProperty("product_status", out var statuses))
            yield break;
        foreach (var list in statuses.EnumerateObject())
        {
            var status = list.Name switch
            {
                "fixed" => VexStatus.Fixed,
                "known_affected" => VexStatus.Affected,
                "known_not_affected" => VexStatus.NotAffected,
                "under_investigation" => VexStatus.UnderInvestigation,
                _ => throw new InvalidOperationException(list.Name),
            };
            foreach (var product in list.Value.EnumerateArray())
                yield return (status, product.GetString()!);
        }
    }

    private static List<(JsonElement Remark, HashSet<string?> Products)> Remarks(JsonElement vulnerability, string list) =>
        vulnerability.TryGetProperty(list, out var items)
            ? [.. items.EnumerateArray().Select(i => (i, i.GetProperty("product_ids").EnumerateArray().Select(p => p.GetString()).ToHashSet()))]
            : [];

    /// <summary>Our words for theirs: <c>vendorfix</c> is VendorFix.</summary>
    private static string CapitalKinds(string actions) =>
        string.Join('+', actions.Split('+').Select(a => a.Split(':', 2) is [var kind, var rest] ? $"{Enum.Parse<VexActionKind>(kind, ignoreCase: true)}:{rest}" : a));

    private static string Capital(string? flag) => flag is null ? "" : Enum.Parse<VexJustification>(flag, ignoreCase: true).ToString();

    private static string[] PlainOpenVex(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        return
        [
            .. (from statement in json.RootElement.GetProperty("statements").EnumerateArray()
                from product in statement.GetProperty("products").EnumerateArray()
                let status = Enum.Parse<VexStatus>(statement.GetProperty("status").GetString()!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true)
                let id = product.TryGetProperty("@id", out var own) ? own.GetString() : product.GetProperty("identifiers").GetProperty("purl").GetString()
                let purl = PackageUrl.TryParse(id, out var parsed) ? parsed.ToString() : id
                let flag = status == VexStatus.NotAffected && statement.TryGetProperty("justification", out var justification) ? Capital(justification.GetString()!.Replace("_", "", StringComparison.Ordinal)) : ""
                let action = status != VexStatus.NotAffected && statement.TryGetProperty("action_statement", out var text) ? $"Unspecified:{text.GetString()!.Length}:" : ""
                select $"{statement.GetProperty("vulnerability").GetProperty("name").GetString()} {status} {flag} {purl} {action}").Distinct().Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Documents(string archive)
    {
        var file = SharedFolder.TryFind(archive);
        Assert.SkipWhen(file is null, $"{archive} is not in the shared folder");
        using var packed = File.OpenRead(file!);
        using var plain = new DecompressionStream(packed);
        using var tar = new System.Formats.Tar.TarReader(plain);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not { } data || !entry.Name.EndsWith(".json", StringComparison.Ordinal))
                continue;
            using var bytes = new MemoryStream();
            data.CopyTo(bytes);
            yield return (entry.Name, bytes.ToArray());
        }
    }
}
