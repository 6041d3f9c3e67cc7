using System.Text;
using Pavior.Testing;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Manifests, indexes, configurations and SBOMs that do not say what they must.</summary>
public sealed class ManifestTests : HostileInput
{
    [Fact]
    public void An_index_that_is_no_json_is_refused() => Refused(Layout("{ not json"), "index.json");

    [Fact]
    public void An_index_nested_a_hundred_thousand_deep_is_refused() => Refused(Layout(new string('[', 100_000)), "index.json");

    [Fact]
    public void An_index_of_no_images_is_refused() => Refused(Layout("""{"schemaVersion":2,"manifests":[]}"""), "index.json");

    [Fact]
    public void Indexes_in_indexes_beyond_the_depth_are_refused()
    {
        var blobs = new List<byte[]>();
        var inner = """{"schemaVersion":2,"manifests":[]}""";
        for (var i = 0; i < 20; i++)
        {
            blobs.Add(Encoding.UTF8.GetBytes(inner));
            inner = $$"""{"schemaVersion":2,"manifests":[{{Descriptor("application/vnd.oci.image.index.v1+json", blobs[^1])}}]}""";
        }

        Refused(Layout(inner, blobs), "nested deeper");
    }

    [Fact]
    public void A_manifest_without_a_configuration_is_refused() =>
        Refused(Manifest("""{"schemaVersion":2,"layers":[]}"""), "config");

    [Fact]
    public void A_manifest_whose_configuration_is_itself_is_refused() =>
        Refused(Manifest($$"""{"schemaVersion":2,"config":{"mediaType":"x","digest":"sha256:{{new string('0', 64)}}","size":2},"layers":[]}"""), "missing");

    [Fact]
    public void A_manifest_of_five_thousand_layers_is_refused()
    {
        var config = Encoding.UTF8.GetBytes("""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}""");
        var layer = Descriptor("application/vnd.oci.image.layer.v1.tar", [1]);
        var layers = string.Join(',', Enumerable.Repeat(layer, 5000));
        Refused(Manifest($$"""{"schemaVersion":2,"config":{{Descriptor("application/vnd.oci.image.config.v1+json", config)}},"layers":[{{layers}}]}""", config), "5000 layers");
    }

    [Fact]
    public void Layers_and_diff_ids_that_do_not_pair_up_are_refused()
    {
        var diffId = $"sha256:{new string('a', 64)}";
        var config = Encoding.UTF8.GetBytes("""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["@"]}}""".Replace("@", diffId, StringComparison.Ordinal));
        Refused(Manifest($$"""{"schemaVersion":2,"config":{{Descriptor("application/vnd.oci.image.config.v1+json", config)}},"layers":[]}""", config), "0 layers");
    }

    [Fact]
    public void A_configuration_whose_members_have_wrong_kinds_is_refused()
    {
        var config = "[1,2,3]"u8.ToArray();
        Refused(Manifest($$"""{"schemaVersion":2,"config":{{Descriptor("application/vnd.oci.image.config.v1+json", config)}},"layers":[]}""", config), "configuration");
    }

    [Fact]
    public void A_docker_archive_without_its_configuration_is_refused()
    {
        var tar = new TarBytes().File("manifest.json", """[{"Config":"c.json","Layers":[]}]""");
        Refused(Box.InputFile("d.tar", tar.ToArray()), "c.json is missing");
    }

    [Fact]
    public void A_docker_archive_whose_manifest_is_an_object_is_refused() =>
        Refused(Box.InputFile("d.tar", new TarBytes().File("manifest.json", "{}").ToArray()), "no image");

    [Fact]
    public void Names_with_escape_sequences_do_not_reach_the_terminal_in_errors()
    {
        var run = Refused(Box.InputFile("d.tar", new TarBytes().File("manifest.json", """[{"Config":"c\u001b[31m\u001b]0;owned\u0007\r\n.json","Layers":[]}]""").ToArray()), "is missing");
        Assert.DoesNotContain("\u001b", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u0007", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void An_sbom_nested_a_hundred_thousand_deep_is_refused() =>
        Refused(Box.InputFile("a.cdx.json", """{"bomFormat":"CycloneDX","specVersion":"1.6","components":""" + string.Concat(Enumerable.Repeat("[{\"components\":", 100_000))), "a.cdx.json");

    [Fact]
    public void An_sbom_of_sixty_megabytes_of_values_is_refused()
    {
        var many = new StringBuilder("""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{}""");
        for (var i = 0; i < 20_000_000; i++)
            many.Append(",{}");
        Refused(Box.InputFile("a.cdx.json", many.Append("]}").ToString()), "a.cdx.json");
    }

    [Fact]
    public void An_sbom_with_entities_that_multiply_is_refused() =>
        Refused(Box.InputFile("a.cdx.xml", """<?xml version="1.0"?><!DOCTYPE bom [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="library"><name>&b;</name></component></components></bom>"""), "a.cdx.xml");

    private static string Descriptor(string mediaType, byte[] bytes) =>
        $$"""{"mediaType":"{{mediaType}}","digest":"{{TestImage.Digest(bytes)}}","size":{{bytes.Length}}}""";

    private string Manifest(string manifest, params byte[][] blobs)
    {
        var bytes = Encoding.UTF8.GetBytes(manifest);
        return Layout($$"""{"schemaVersion":2,"manifests":[{{Descriptor("application/vnd.oci.image.manifest.v1+json", bytes)}}]}""", [bytes, .. blobs]);
    }

    private string Layout(string index, IReadOnlyList<byte[]>? blobs = null)
    {
        Box.InputFile("layout/oci-layout", """{"imageLayoutVersion":"1.0.0"}""");
        Box.InputFile("layout/index.json", index);
        foreach (var blob in blobs ?? [])
            Box.InputFile("layout/blobs/" + TestImage.Digest(blob).Replace(':', '/'), blob);
        return Box.InputPath("layout");
    }
}
