using System.Security.Cryptography;
using System.Text;
using Pavior.Core;
using Pavior.Scan.Registry;
using Pavior.Scan.Tests.LocalStores;
using Xunit;

namespace Pavior.Scan.Tests.Registry;

/// <summary>Against the reference registry, with images that buildah built and skopeo pushed.</summary>
public sealed class DockerRegistryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pavior-push-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("oci")]
    [InlineData("v2s2")]
    public async Task An_image_is_pulled_by_tag_and_by_digest(string format)
    {
        await using var registry = await DockerRegistry.StartAsync();
        var digest = Push(registry, "team/app:1", "hello", "amd64", format);

        await using var byTag = await RegistryTesting.OpenAsync($"{registry.Host}/team/app:1", [registry.Host], options: Amd64);
        await using var byDigest = await RegistryTesting.OpenAsync($"{registry.Host}/team/app@{digest}", [registry.Host], options: Amd64);
        Assert.Equal(digest, byTag.Target.Digest.ToString());
        Assert.Equal(digest, byDigest.Target.Digest.ToString());
        var layer = Assert.Single(byTag.Layers);
        await using var stream = await layer.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(layer.StoredDigest, Digest.Sha256(SHA256.HashData(stream)));

        var missing = await Assert.ThrowsAsync<SourceException>(() => RegistryTesting.OpenAsync($"{registry.Host}/team/app:2", [registry.Host]));
        Assert.Equal($"{registry.Host}/team/app:2: not there (MANIFEST_UNKNOWN)", missing.Message);
    }

    [Fact]
    public async Task The_platform_is_chosen_from_an_index()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var amd = Push(registry, "team/app:amd64", "one", "amd64", "oci");
        var arm = Push(registry, "team/app:arm64", "two", "arm64", "oci");
        var sizes = new Dictionary<string, int>();
        using (var client = new HttpClient())
        {
            client.DefaultRequestHeaders.Add("Accept", SmallImage.ManifestType);
            foreach (var digest in (string[])[amd, arm])
                sizes[digest] = (await client.GetByteArrayAsync(new Uri($"http://{registry.Host}/v2/team/app/manifests/{digest}"), TestContext.Current.CancellationToken)).Length;
        }

        string Entry(string digest, string architecture) =>
            $$$"""{"mediaType":"{{{SmallImage.ManifestType}}}","digest":"{{{digest}}}","size":{{{sizes[digest]}}},"platform":{"os":"linux","architecture":"{{{architecture}}}"}}""";
        await registry.PutIndexAsync("team/app", "multi", $$"""{"schemaVersion":2,"mediaType":"{{SmallImage.IndexType}}","manifests":[{{Entry(amd, "amd64")}},{{Entry(arm, "arm64")}}]}""");

        foreach (var (architecture, digest) in (IEnumerable<(string, string)>)[("amd64", amd), ("arm64", arm)])
        {
            await using var image = await RegistryTesting.OpenAsync(
                $"{registry.Host}/team/app:multi", [registry.Host], options: new SourceOptions { Platform = "linux/" + architecture });
            Assert.Equal((digest, "linux/" + architecture), (image.Target.Digest.ToString(), image.Target.Platform));
        }

        var missing = await Assert.ThrowsAsync<SourceException>(() => RegistryTesting.OpenAsync(
            $"{registry.Host}/team/app:multi", [registry.Host], options: new SourceOptions { Platform = "linux/s390x" }));
        Assert.Equal($"{registry.Host}/team/app:multi: no image for linux/s390x; there are linux/amd64, linux/arm64", missing.Message);
    }

    [Fact]
    public async Task A_front_with_token_authentication_gives_to_those_who_may()
    {
        await using var registry = await DockerRegistry.StartAsync();
        Push(registry, "team/app:1", "hello", "amd64", "oci");
        var basic = "Basic " + Convert.ToBase64String("ann:secret"u8);
        await using var front = new ScriptedServer(r => r.Path.StartsWith("/token?", StringComparison.Ordinal)
            ? r["Authorization"] == basic && r.Path.Contains("scope=repository%3Ateam%2Fapp%3Apull", StringComparison.Ordinal)
                ? ScriptedAnswer.Of(SmallImage.Bytes("""{"token":"right"}"""), "application/json")
                : ScriptedAnswer.Status(401)
            : r["Authorization"] == "Bearer right"
                ? registry.Forward(r)
                : ScriptedAnswer.Status(401, $"WWW-Authenticate: Bearer realm=\"http://{r["Host"]}/token\",service=\"front\",scope=\"repository:team/app:pull\""));

        File.WriteAllText(Path.Combine(_folder, "config.json"), $$"""{"auths":{"{{front.Host}}":{"auth":"{{basic[6..]}}"} } }""");
        var search = new CredentialSearch(n => n == "DOCKER_CONFIG" ? _folder : null, "/nonexistent");
        await using var image = await RegistryTesting.OpenAsync($"{front.Host}/team/app:1", [front.Host], search, Amd64);
        Assert.NotEmpty(await RegistryTesting.LayerAsync(image));

        var refused = await Assert.ThrowsAsync<SourceException>(() => RegistryTesting.OpenAsync($"{front.Host}/team/app:1", [front.Host]));
        Assert.Equal($"{front.Host}: refuses to give team/app without credentials", refused.Message);
    }

    [Fact]
    public async Task A_blob_that_was_changed_in_the_registry_has_another_digest()
    {
        await using var registry = await DockerRegistry.StartAsync();
        Push(registry, "team/app:1", "hello", "amd64", "oci");
        await using var front = new ScriptedServer(r => new ScriptedAnswer(async (stream, cancellation) =>
        {
            using var bytes = new MemoryStream();
            await registry.Forward(r).WriteAsync(bytes, cancellation);
            var whole = bytes.ToArray();
            if (r.Path.Contains("/blobs/", StringComparison.Ordinal))
                whole[^1] ^= 1;
            await stream.WriteAsync(whole, cancellation);
        }));
        var refused = await Assert.ThrowsAsync<SourceException>(() => RegistryTesting.OpenAsync($"{front.Host}/team/app:1", [front.Host], options: Amd64));
        Assert.Contains("digest mismatch", refused.Message, StringComparison.Ordinal);
    }

    private static SourceOptions Amd64 { get; } = new() { Platform = "linux/amd64" };

    /// <summary>Builds an image of one file and pushes it; returns its digest.</summary>
    private string Push(DockerRegistry registry, string name, string text, string architecture, string format)
    {
        using var store = new BuildahStore("vfs");
        var folder = Directory.CreateDirectory(Path.Combine(_folder, text)).FullName;
        File.WriteAllText(Path.Combine(folder, "file.txt"), text);
        var container = store.Buildah("from", "scratch").Trim();
        store.Buildah("add", "--quiet", container, folder, "/");
        store.Buildah("config", "--arch", architecture, container);
        store.Buildah("commit", "--quiet", "--rm", container, "localhost/pushed:1");
        var digestFile = Path.Combine(_folder, "digest");
        BuildahStore.Run(
            "skopeo", "copy", "--quiet", "--format", format, "--digestfile", digestFile, "--dest-tls-verify=false", store.Skopeo("localhost/pushed:1"), $"docker://{registry.Host}/{name}");
        return File.ReadAllText(digestFile, Encoding.UTF8).Trim();
    }
}
