using Pavior.Core;
using Xunit;

namespace Pavior.Scan.Tests.Registry;

public sealed class RegistrySourceTests
{
    private readonly SmallImage _image = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public async Task An_image_is_read_by_tag(int layerSize)
    {
        var small = new SmallImage(layerSize);
        await using var server = new ScriptedServer(small.Answer);
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host]);

        Assert.Equal(small.ManifestDigest, image.Target.Digest.ToString());
        Assert.Equal("linux/amd64", image.Target.Platform);
        Assert.Equal("10001", image.Target.User);
        Assert.Equal(small.LayerDigest, image.Layers[0].StoredDigest.ToString());
        Assert.Equal(small.Layer, await RegistryTesting.LayerAsync(image));
    }

    [Fact]
    public async Task An_image_is_read_by_digest()
    {
        await using var server = new ScriptedServer(_image.Answer);
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app@{_image.ManifestDigest}", [server.Host]);
        Assert.Equal(_image.ManifestDigest, image.Target.Digest.ToString());
    }

    [Fact]
    public async Task The_platform_asked_for_is_chosen_from_an_index()
    {
        var arm = new SmallImage(10, "arm64");
        var index = SmallImage.Bytes($$"""
            {"schemaVersion":2,"mediaType":"{{SmallImage.IndexType}}","manifests":[
              {{SmallImage.Descriptor(_image.Manifest, SmallImage.ManifestType, ""","platform":{"os":"linux","architecture":"amd64"}""")}},
              {{SmallImage.Descriptor(arm.Manifest, SmallImage.ManifestType, ""","platform":{"os":"linux","architecture":"arm64","variant":"v8"}""")}}]}
            """);
        await using var server = new ScriptedServer(r => r.Path.EndsWith("/multi", StringComparison.Ordinal)
            ? ScriptedAnswer.Of(index, SmallImage.IndexType)
            : r.Path.Contains(arm.ManifestDigest, StringComparison.Ordinal) || r.Path.Contains(SmallImage.DigestOf(arm.Config), StringComparison.Ordinal)
                ? arm.Answer(r)
                : _image.Answer(r));

        await using var image = await RegistryTesting.OpenAsync(
            $"{server.Host}/app:multi", [server.Host], options: new SourceOptions { Platform = "linux/arm64" });
        Assert.Equal(arm.ManifestDigest, image.Target.Digest.ToString());

        var missing = await Assert.ThrowsAsync<SourceException>(() => RegistryTesting.OpenAsync(
            $"{server.Host}/app:multi", [server.Host], options: new SourceOptions { Platform = "windows/amd64" }));
        Assert.Equal($"{server.Host}/app:multi: no image for windows/amd64; there are linux/amd64, linux/arm64/v8", missing.Message);
    }

    [Fact]
    public async Task A_missing_image_is_told_with_the_registrys_code() =>
        Assert.Equal("HOST/app:2: not there (MANIFEST_UNKNOWN)", await RegistryTesting.RefusalAsync(
            _ => ScriptedAnswer.Raw(ScriptedAnswer.Head(404), SmallImage.Bytes("""{"errors":[{"code":"MANIFEST_UNKNOWN","message":"secret"}]}""")), "app:2"));

    [Fact]
    public async Task A_mirror_is_asked_first_and_the_registry_when_the_mirror_fails()
    {
        await using var origin = new ScriptedServer(_image.Answer);
        await using var mirror = new ScriptedServer(r => r.Path.Contains("/blobs/" + _image.LayerDigest, StringComparison.Ordinal) ? ScriptedAnswer.Status(404) : _image.Answer(
            r with { Path = r.Path.Replace("/v2/hub/app/", "/v2/app/", StringComparison.Ordinal) }));
        await using var broken = new ScriptedServer(_ => ScriptedAnswer.Status(404));
        var options = new SourceOptions { Mirrors = [new(origin.Host, broken.Host), new(origin.Host, mirror.Host + "/hub")] };

        await using var image = await RegistryTesting.OpenAsync($"{origin.Host}/app:1", [origin.Host, mirror.Host, broken.Host], options: options);
        Assert.Empty(origin.Requests);
        Assert.Equal(_image.Layer, await RegistryTesting.LayerAsync(image));

        Assert.Equal("GET /v2/app/manifests/1", broken.Requests.First().ToString());
        Assert.Equal("GET /v2/hub/app/manifests/1", mirror.Requests.First().ToString());
        Assert.Equal($"GET /v2/app/blobs/{_image.LayerDigest}", Assert.Single(origin.Requests).ToString());
    }

    [Fact]
    public async Task Passing_trouble_is_tried_again()
    {
        var answers = new Queue<ScriptedAnswer>([ScriptedAnswer.Status(429, "Retry-After: 0"), ScriptedAnswer.Status(503), ScriptedAnswer.Raw()]);
        await using var server = new ScriptedServer(r => answers.TryDequeue(out var trouble) ? trouble : _image.Answer(r));
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host]);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task A_broken_transfer_is_taken_up_where_it_stopped()
    {
        var layerRequests = 0;
        await using var server = new ScriptedServer(r =>
        {
            if (!r.Path.EndsWith(_image.LayerDigest, StringComparison.Ordinal))
                return _image.Answer(r);
            return layerRequests++ == 0
                ? ScriptedAnswer.Raw(ScriptedAnswer.Head(200, $"Content-Length: {_image.Layer.Length}"), _image.Layer[..100_000])
                : ScriptedAnswer.Raw(ScriptedAnswer.Head(206, "Content-Range: bytes 100000-199999/200000", "Content-Length: 100000"), _image.Layer[100_000..]);
        });
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host]);
        Assert.Equal(_image.Layer, await RegistryTesting.LayerAsync(image));
        Assert.Equal("bytes=100000-", server.Requests.Last()["Range"]);
    }

    [Fact]
    public async Task A_server_without_ranges_is_read_from_the_start_again()
    {
        var layerRequests = 0;
        await using var server = new ScriptedServer(r => r.Path.EndsWith(_image.LayerDigest, StringComparison.Ordinal) && layerRequests++ == 0
            ? ScriptedAnswer.Stall(ScriptedAnswer.Head(200, $"Content-Length: {_image.Layer.Length}"), _image.Layer[..100_000])
            : _image.Answer(r));
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host]);
        Assert.Equal(_image.Layer, await RegistryTesting.LayerAsync(image));
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await using var server = new ScriptedServer(r => r.Path.EndsWith(_image.LayerDigest, StringComparison.Ordinal)
            ? ScriptedAnswer.Stall(ScriptedAnswer.Head(200, $"Content-Length: {_image.Layer.Length}"))
            : _image.Answer(r));
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host]);
        await using var stream = await image.Layers[0].OpenAsync(cancelled.Token);
        var reading = Task.Run(() => stream.Read(new byte[10]), TestContext.Current.CancellationToken);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Plain_HTTP_is_used_only_for_hosts_that_were_named()
    {
        await using var server = new ScriptedServer(_image.Answer);
        var refused = await Assert.ThrowsAsync<SourceException>(() => RegistryTesting.OpenAsync($"{server.Host}/app:1", []));
        Assert.StartsWith($"https://{server.Host}/v2/app/manifests/1: no TLS connection", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offline_asks_only_this_machine()
    {
        await using var server = new ScriptedServer(_image.Answer);
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host], options: new SourceOptions { Offline = true });

        var refused = await Assert.ThrowsAsync<SourceException>(
            () => RegistryTesting.OpenAsync("registry.example.org/app:1", [], options: new SourceOptions { Offline = true }));
        Assert.Equal("registry.example.org/app:1: offline, so registry.example.org is not asked", refused.Message);
    }
}
