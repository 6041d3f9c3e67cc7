using Pavior.Core;
using Pavior.Scan.Sources;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Sources;

public sealed class TargetSourcesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static TestImage Image => new TestImage().Layer(new TarBytes().File("a", "1"));

    public static TheoryData<string> Kinds => ["oci", "oci-archive", "docker-archive"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_image_without_index_is_refused_when_it_is_not_for_the_platform_asked_for(string kind)
    {
        var path = Write(kind);
        var message = await ErrorAsync(path, "linux/s390x");
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains("linux/amd64", message, StringComparison.Ordinal);
        Assert.Contains("linux/s390x", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_image_that_names_no_variant_is_taken_for_any(string kind)
    {
        foreach (var platform in new[] { "linux/amd64", "linux/amd64/v1" })
        {
            await using var content = await TargetSources.OpenAsync(Write(kind), new SourceOptions { Platform = platform }, TestContext.Current.CancellationToken);
            Assert.Equal("linux/amd64", content.Target.Platform);
        }
    }

    [Theory]
    [InlineData("foo")]
    [InlineData("linux/")]
    [InlineData("linux/amd64/v1/x")]
    public async Task A_malformed_platform_is_an_error_for_every_kind_of_target(string platform)
    {
        string[] targets = [.. Kinds.Select(k => Write(k.Data)), Folder(), Sbom(), "registry.example.org/app:1"];
        foreach (var target in targets)
            Assert.Equal($"--platform {platform}: expected os/architecture[/variant]", await ErrorAsync(target, platform));
    }

    [Fact]
    public async Task A_platform_for_a_folder_or_an_SBOM_is_an_error()
    {
        Assert.EndsWith("this is a folder", await ErrorAsync(Folder(), "linux/amd64"), StringComparison.Ordinal);
        Assert.EndsWith("this is an SBOM", await ErrorAsync(Sbom(), "linux/amd64"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty.tar", "")]
    [InlineData("one.tar", "x")]
    [InlineData("app", "#!/bin/sh")]
    public async Task A_file_that_is_nothing_we_know_is_called_that(string name, string content)
    {
        File.WriteAllText(_folder[name], content);
        Assert.Equal($"{_folder[name]}: not an image archive, an OCI layout or an SBOM", await ErrorAsync(_folder[name]));
        if (name.EndsWith(".tar", StringComparison.Ordinal))
            Assert.Equal($"{_folder[name]}: not an image archive, an OCI layout or an SBOM", await ErrorAsync(_folder[name] + ":tag"));
    }

    [Fact]
    public async Task A_prefix_with_nothing_behind_it_is_an_error()
    {
        foreach (var source in TargetSources.All)
            Assert.Equal($"{source.Scheme}:: nothing is named after the colon", await ErrorAsync(source.Scheme + ":"));
        Assert.Equal("the target has no name", await ErrorAsync(""));
    }

    [Theory]
    [InlineData("/no/such/image")]
    [InlineData("./no-such")]
    [InlineData("../no-such")]
    [InlineData("no-such.tar")]
    public async Task A_path_that_does_not_exist_is_not_taken_for_an_image_reference(string path) =>
        Assert.Equal($"{path}: no such file or folder", await ErrorAsync(path));

    private static async Task<string> ErrorAsync(string reference, string? platform = null) => (await Assert.ThrowsAsync<SourceException>(
        () => TargetSources.OpenAsync(reference, new SourceOptions { Platform = platform, Offline = true }, TestContext.Current.CancellationToken))).Message;

    private string Write(string kind) => kind switch
    {
        "oci" => Image.WriteLayout(_folder["layout"]),
        "oci-archive" => Image.WriteOciArchive(_folder["oci.tar"]),
        _ => Image.WriteDockerArchive(_folder["docker.tar"]),
    };

    private string Folder() => Directory.CreateDirectory(_folder["tree"]).FullName;

    private string Sbom()
    {
        File.WriteAllText(_folder["s.json"], """{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[]}""");
        return _folder["s.json"];
    }
}
