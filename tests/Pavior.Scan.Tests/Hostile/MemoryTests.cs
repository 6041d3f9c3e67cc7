using System.Buffers.Binary;
using System.Text;
using Pavior.Core;
using Pavior.Scan.Alpine;
using Pavior.Scan.Assembly;
using Pavior.Scan.Debian;
using Pavior.Scan.Java;
using Pavior.Scan.MachineLearning;
using Pavior.Scan.Php;
using Pavior.Scan.Python;
using Pavior.Scan.Rpm;
using Pavior.Scan.Sbom;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Hostile;

/// <summary>Inputs that ask a reader to hold more than they are worth: what is held has a limit, and the limit is told.</summary>
public sealed class MemoryTests
{
    [Fact]
    public void More_provided_names_than_any_database_has()
    {
        var found = ExtractorRun.Over(
            new DpkgStatusExtractor(),
            "var/lib/dpkg/status",
            "Package: a\nVersion: 1\nProvides: " + string.Join(", ", Enumerable.Range(0, 600_000)) + "\n\nPackage: b\nVersion: 1\nDepends: 7, 599999\n");
        Assert.Equal(["a", "b"], found.Packages.Select(p => p.Name));
        Assert.Equal(["a"], found.Packages[1].Requires);
        Assert.StartsWith("var/lib/dpkg/status: packages that provide more than 500000 names", Assert.Single(found.Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_is_no_name()
    {
        var found = ExtractorRun.Over(new DpkgStatusExtractor(), "var/lib/dpkg/status", $"Package: a\nVersion: 1\nMaintainer: {new string('m', 40_000)}\n\nPackage: b\nVersion: 1\n");
        Assert.Equal(["b"], found.Packages.Select(p => p.Name));
        Assert.Equal("var/lib/dpkg/status: line 1: a field of 40000 bytes in a record, more than 32768", Assert.Single(found.Gaps).Reason);

        found = ExtractorRun.Over(new ApkInstalledExtractor(), "lib/apk/db/installed", $"P:a\nV:1\nL:{new string('l', 40_000)}\n\nP:b\nV:1\n");
        Assert.Equal(["b"], found.Packages.Select(p => p.Name));
        Assert.Equal("lib/apk/db/installed: line 1: a field of 40000 bytes in a record, more than 32768", Assert.Single(found.Gaps).Reason);
    }

    [Fact]
    public void Headers_whose_requirements_are_megabytes_of_nothing()
    {
        var into = new Extraction("rpm-database", "var/lib/rpm/Packages");
        var packages = new RpmPackages(into);
        for (var i = 0; i < 5; i++)
            packages.Add(Header($"p{i}", requires: 9_000_000));
        packages.Finish();
        Assert.Equal(["p0", "p1", "p2", "p3", "p4"], into.Packages.Select(p => p.Name));
        Assert.StartsWith("var/lib/rpm/Packages: requirements of more than 33554432 bytes", Assert.Single(into.Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_whose_name_is_no_name() =>
        Assert.Throws<ParseException>(() => new RpmPackages(new Extraction("x", "p")).Add(Header(new string('n', 40_000), requires: 1)));

    [Fact]
    public void A_licence_header_of_commas()
    {
        var jar = new ZipBuilder().Add("META-INF/MANIFEST.MF", $"Manifest-Version: 1.0\nBundle-License: {new string(',', 60_000)}MIT\n").Build();
        Assert.Equal(["MIT"], Assert.Single(ExtractorRun.Over(new JavaArchive(), "a.jar", jar).Packages).Licenses);

        jar = new ZipBuilder().Add("META-INF/MANIFEST.MF", $"Manifest-Version: 1.0\nBundle-License: {new string(',', 600_000)}\n").Build();
        var found = ExtractorRun.Over(new JavaArchive(), "a.jar", jar);
        Assert.Equal("a.jar!META-INF/MANIFEST.MF: a header of more than 65536 bytes", Assert.Single(found.Gaps).Reason);
        Assert.Single(found.Packages);
    }

    [Fact]
    public void Members_whose_names_are_longer_than_what_they_hold()
    {
        var zip = new ZipBuilder();
        for (var i = 0; i < 2_500; i++)
            zip.Add($"{i}/META-INF/maven/{new string('a', 4_000)}/pom.xml", "", stored: true);
        var found = ExtractorRun.Over(new JavaArchive(), "a.jar", zip.Build());
        Assert.Contains(found.Gaps, g => g.Reason.StartsWith("a.jar: more than 100000 Maven files and nested archives, or names of more than 8388608 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public void Lists_of_files_in_a_deep_folder()
    {
        var folder = string.Concat(Enumerable.Repeat("folder/", 500));
        var found = ExtractorRun.Over(new InstalledPython(), $"{folder}a-1.dist-info/RECORD", Cost.Repeated(10_000, i => $"{i},,\n"));
        Assert.Contains("a list of owned files of more than 16777216 bytes", Assert.Single(found.Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_that_promise_more_than_they_hold()
    {
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a:60000:{", 40)) + new string(' ', 400_000));
        var allocated = Cost.Allocated(() => Assert.NotEmpty(ExtractorRun.Over(new PearRegistryExtractor(), ".registry/a.reg", bytes).Gaps));
        Assert.True(allocated < 4_000_000, $"{allocated} bytes");
    }

    [Fact]
    public void Metadata_of_models_that_nobody_asks_for()
    {
        var pairs = new MemoryStream();
        for (var i = 0; i < 1_000; i++)
        {
            pairs.Write(Length(20_000));
            pairs.Write(Encoding.ASCII.GetBytes($"{i}".PadRight(20_000, 'k')));
            pairs.Write([8, 0, 0, 0, .. Length(1), (byte)'v']);
        }

        byte[] file = [.. "GGUF"u8, 3, 0, 0, 0, .. Length(0), .. Length(1_001), .. pairs.ToArray(), .. Length(12), .. "general.name"u8, 8, 0, 0, 0, .. Length(1), (byte)'m'];
        var allocated = Cost.Allocated(() => Assert.Equal("m", Assert.Single(ExtractorRun.Over(new GgufModel(), "a.gguf", file).Packages).Name));
        Assert.True(allocated < file.Length + 1_000_000, $"{allocated} bytes");

        static byte[] Length(long length) => BitConverter.GetBytes(length);
    }

    [Theory]
    [InlineData("a.cdx.json", "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"type\":\"library\",\"name\":\"", "\",\"version\":\"1\"},{\"type\":\"library\",\"name\":\"b\",\"version\":\"1\"}]}")]
    [InlineData("a.spdx", "SPDXVersion: SPDX-2.3\nPackageName: ", "\nSPDXID: SPDXRef-a\nPackageName: b\nSPDXID: SPDXRef-b\n")]
    public void A_component_whose_name_is_megabytes_long(string path, string before, string after)
    {
        var found = ExtractorRun.Over(new EmbeddedSbom(), path, before + new string('a', 3_000_000) + after);
        Assert.Equal(["b"], found.Packages.Select(p => p.Name));
        Assert.Contains("a package whose name and version have", Assert.Single(found.Gaps).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<name>", "</name>")]
    [InlineData("<name><![CDATA[<<", "]]></name>")]
    [InlineData("<name a='", "'>b</name>")]
    public void An_xml_document_with_a_text_of_megabytes(string before, string after)
    {
        var found = ExtractorRun.Over(
            new EmbeddedSbom(),
            "a.cdx.xml",
            $"<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components><component type=\"library\">{before}{new string('a', 2_000_000)}{after}</component></components></bom>");
        Assert.StartsWith("a.cdx.xml: XML with a text or tag of 20000", Assert.Single(found.Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_that_fill_a_whole_sbom()
    {
        var property = new string('y', 60_000);
        var found = ExtractorRun.Over(
            new EmbeddedSbom(),
            "a.cdx.json",
            "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[" + string.Join(',', Enumerable.Range(0, 500).Select(i =>
                $"{{\"type\":\"library\",\"name\":\"n\",\"version\":\"{i}\",\"properties\":[{{\"name\":\"pavior:property:x\",\"value\":\"{property}\"}}]}}")) + "]}");
        Assert.Equal($"a.cdx.json: packages of which one file says more than {TextBudget.MaxText} characters", Assert.Single(found.Gaps).Reason);
    }

    [Fact]
    public void Gaps_of_many_files_are_counted()
    {
        var gaps = new FileGaps("layer 0");
        var kept = 0;
        for (var i = 0; i < 2_500; i++)
        {
            var found = new Extraction("x", $"{i}");
            found.Add(new Gap($"{i}", GapKind.Malformed, "why"));
            if (i % 2 == 0)
                found.Add(new Package { Purl = new PackageUrl("npm", null, "a", $"{i}") });
            var rest = gaps.Keep($"{i}", [found]);
            kept += rest.Sum(e => e.Gaps.Count);
            Assert.Equal(i % 2 == 0 ? 1 : 0, rest.Sum(e => e.Packages.Count));
        }

        Assert.Equal(FileGaps.MaxListed, kept);
        Assert.Equal(new Gap("1000", GapKind.LimitReached, "layer 0: 1500 more gaps, the first of them in 1000; 1000 at most are listed"), gaps.Rest());
    }

    [Fact]
    public void A_report_lists_so_many_gaps_and_says_how_many_there_are()
    {
        var assembler = new InventoryAssembler(_ => null);
        assembler.AddGaps(Enumerable.Range(0, 10_500).Select(i => new Gap($"{i:D5}", GapKind.Malformed, "why")), layer: 3);
        var gaps = assembler.Assemble().Gaps;
        Assert.Equal(10_001, gaps.Count);
        Assert.Equal(new Gap("10000", GapKind.LimitReached, "10000: 500 more gaps, this the first of them; 10000 at most are listed", 3), gaps[^1]);
    }

    [Fact]
    public async Task Large_files_are_held_one_at_a_time()
    {
        var gate = new MemoryGate(100);
        using var small = new GatedFile(new MemoryFileContent("a", new byte[60]), gate);
        Assert.Equal(60, small.ReadAll(1_000).Length);
        using var other = new GatedFile(new MemoryFileContent("b", new byte[60]), gate);
        var waiting = Task.Run(() => other.ReadAll(1_000).Length, TestContext.Current.CancellationToken);
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(100, TestContext.Current.CancellationToken)));
        small.Dispose();
        Assert.Equal(60, await waiting);
    }

    private static byte[] Header(string name, int requires)
    {
        (int Tag, int Type, int Count, byte[] Data)[] tags =
        [
            (RpmHeader.Name, 6, 1, [.. Encoding.ASCII.GetBytes(name), 0]),
            (RpmHeader.Version, 6, 1, "1\0"u8.ToArray()),
            (RpmHeader.RequireName, 8, requires, new byte[requires]),
        ];
        var data = tags.SelectMany(t => t.Data).ToArray();
        var header = new byte[8 + (16 * tags.Length) + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(header, tags.Length);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), data.Length);
        var offset = 0;
        for (var i = 0; i < tags.Length; i++)
        {
            var entry = header.AsSpan(8 + (16 * i));
            BinaryPrimitives.WriteInt32BigEndian(entry, tags[i].Tag);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], tags[i].Type);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], offset);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], tags[i].Count);
            offset += tags[i].Data.Length;
        }

        data.CopyTo(header, header.Length - data.Length);
        return header;
    }
}
