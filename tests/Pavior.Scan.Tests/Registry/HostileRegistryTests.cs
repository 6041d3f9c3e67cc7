using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Pavior.Core;
using Pavior.Formats.Oci;
using Xunit;

namespace Pavior.Scan.Tests.Registry;

public sealed class HostileRegistryTests
{
    private readonly SmallImage _image = new();

    private Func<ScriptedRequest, ScriptedAnswer> ForManifest(ScriptedAnswer answer) => r => r.Path.Contains("/manifests/", StringComparison.Ordinal) ? answer : _image.Answer(r);

    private Func<ScriptedRequest, ScriptedAnswer> ForLayer(ScriptedAnswer answer) =>
        r => r.Path.EndsWith(_image.LayerDigest, StringComparison.Ordinal) ? answer : _image.Answer(r);

    private string LayerName => $"HOST/app: blob {_image.LayerDigest[7..19]}";

    [Fact]
    public async Task Redirect_loops_end() => Assert.Equal(
        "http://HOST/v2/app/manifests/1: more than 5 redirects",
        await RegistryTesting.RefusalAsync(r => ScriptedAnswer.Status(307, "Location: " + r.Path)));

    [Theory]
    [InlineData("file:///etc/passwd", "a redirect to file:, where only https is followed")]
    [InlineData("ftp://198.51.100.1/x", "a redirect to ftp:, where only https is followed")]
    [InlineData("http://198.51.100.1/x?token=secret", "a redirect to plain HTTP at 198.51.100.1, which --plain-http does not name")]
    [InlineData("http://[", "a redirect without a valid Location")]
    public async Task Redirects_to_other_places_than_https_are_refused(string location, string reason) => Assert.Equal(
        $"http://HOST/v2/app/manifests/1: {reason}",
        await RegistryTesting.RefusalAsync(_ => ScriptedAnswer.Status(302, "Location: " + location)));

    [Fact]
    public async Task A_chunk_whose_extension_never_ends_is_refused() => Assert.EndsWith(
        "the answer is no valid HTTP",
        await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Endless(ScriptedAnswer.Head(200, "Transfer-Encoding: chunked").Concat("1;"u8.ToArray()).ToArray(), SmallImage.Bytes(new string('x', 65_536))))),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_redirect_without_location_is_refused() => Assert.Equal(
        "http://HOST/v2/app/manifests/1: a redirect without a valid Location",
        await RegistryTesting.RefusalAsync(_ => ScriptedAnswer.Status(302)));

    [Theory]
    [InlineData("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n")]
    [InlineData("no protocol that anybody knows\r\n")]
    public async Task A_registry_that_does_not_speak_TLS_is_told_with_the_option_for_it(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var host = listener.LocalEndpoint.ToString()!;
        var asked = 0;
        var serving = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
                asked++;
                var stream = client.GetStream();
                await stream.ReadExactlyAsync(new byte[5], TestContext.Current.CancellationToken);
                await stream.WriteAsync(SmallImage.Bytes(answer), TestContext.Current.CancellationToken);
            },
            TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<SourceException>(() => RegistryTesting.OpenAsync($"{host}/app:1", []));

        Assert.Equal(
            $"https://{host}/v2/app/manifests/1: the answer is not TLS; a registry that is to be asked over plain HTTP has to be named: --plain-http {host}",
            refused.Message);
        await serving;
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task An_endless_manifest_is_refused() => Assert.Equal(
        "HOST/app:1: more than the limit of 4194304 bytes",
        await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Endless(ScriptedAnswer.Head(200), new byte[60_000]))));

    [Fact]
    public async Task A_huge_manifest_is_refused_by_its_announcement() => Assert.Equal(
        "HOST/app:1: 9000000 bytes, more than the limit of 4194304",
        await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Raw(ScriptedAnswer.Head(200, "Content-Length: 9000000")))));

    [Fact]
    public async Task A_dripping_manifest_is_given_up()
    {
        var watch = Stopwatch.StartNew();
        Assert.Equal(
            "HOST/app:1: the answer was not complete after 0.8 s",
            await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Endless(ScriptedAnswer.Head(200), [32], TimeSpan.FromMilliseconds(20)))));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_manifest_that_breaks_off_is_refused() => Assert.Equal(
        "HOST/app:1: the answer broke off",
        await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Raw(ScriptedAnswer.Head(200, "Content-Length: 1000"), _image.Manifest[..100]))));

    [Fact]
    public async Task A_silent_registry_is_given_up() => Assert.Equal(
        "http://HOST/v2/app/manifests/1: no answer within 3 s",
        await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Stall())));

    [Fact]
    public async Task Endless_headers_are_refused() => Assert.Equal(
        "http://HOST/v2/app/manifests/1: headers longer than 64 KiB",
        await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Endless(SmallImage.Bytes("HTTP/1.1 200 OK\r\n"), SmallImage.Bytes("X-Header: value\r\n")))));

    [Fact]
    public async Task What_is_not_HTTP_is_refused() => Assert.Equal(
        "http://HOST/v2/app/manifests/1: no valid HTTP answer",
        await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Raw(SmallImage.Bytes("SSH-2.0-OpenSSH_9.2\r\n\r\n")))));

    [Theory]
    [InlineData("<html>", "text/html", "HOST/app:1, line 1: expected valid JSON at column 1")]
    [InlineData("{}", "text/html", "HOST/app:1: expected an image manifest or index, got text/html")]
    [InlineData("[]", "application/json", "HOST/app:1: expected an image manifest or index, got application/json")]
    [InlineData("{\"manifests\":[],\"layers\":[]}", "application/json", "HOST/app:1: a document that is an image index and a manifest at once")]
    [InlineData("{\"layers\":[]}", SmallImage.IndexType, "HOST/app:1: an image manifest that calls itself application/vnd.oci.image.index.v1+json")]
    [InlineData("{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"manifests\":[]}", "application/json", "HOST/app:1: an image index that calls itself application/vnd.oci.image.manifest.v1+json")]
    [InlineData("{\"layers\":[]}", "application/json", "HOST/app:1, byte 0: expected an image manifest with a config descriptor")]
    [InlineData("{\"config\":{\"digest\":\"sha256:../../x\",\"size\":1},\"layers\":[]}", "application/json", "HOST/app:1, byte 0: expected a descriptor with a sha256 or sha512 digest, not \"sha256:../../x\"")]
    [InlineData("{\"schemaVersion\":1,\"fsLayers\":[]}", "application/vnd.docker.distribution.manifest.v1+prettyjws", "HOST/app:1: a Docker schema 1 manifest, a form given up in 2017 whose layers cannot be verified; the image must be pushed anew")]
    public async Task A_document_that_is_no_manifest_is_refused(string body, string type, string message) =>
        Assert.Equal(message, await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Of(SmallImage.Bytes(body), type))));

    [Fact]
    public async Task Deeply_nested_JSON_is_refused() => Assert.StartsWith(
        "HOST/app:1, line 1: expected valid JSON",
        await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Of(SmallImage.Bytes("{\"config\":" + new string('[', 100_000)), SmallImage.ManifestType))),
        StringComparison.Ordinal);

    [Fact]
    public async Task Names_that_are_no_text_are_refused() => Assert.StartsWith(
        "HOST/app:1",
        await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Of(
            SmallImage.Bytes("""{"\ud800":1,"config":{"digest":"\udfff","size":1,"annotations":{"\ud800x":"\ud800"}},"layers":[]}"""), SmallImage.ManifestType))),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_manifest_that_is_not_what_its_digest_says_is_refused()
    {
        const string Other = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        Assert.Equal(
            $"HOST/app@{Other}: digest mismatch: expected {Other}, the bytes have {_image.ManifestDigest[7..]}",
            await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Of(_image.Manifest, SmallImage.ManifestType)), "app@" + Other));
        Assert.Equal(
            $"HOST/app:1: digest mismatch: expected {Other}, the bytes have {_image.ManifestDigest[7..]}",
            await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Of(_image.Manifest, SmallImage.ManifestType, "Docker-Content-Digest: " + Other))));
    }

    [Fact]
    public async Task A_configuration_with_another_digest_is_refused()
    {
        var other = (byte[])_image.Config.Clone();
        other[^2] ^= 1;
        Assert.Contains("digest mismatch", await RegistryTesting.RefusalAsync(r =>
            r.Path.EndsWith(SmallImage.DigestOf(_image.Config), StringComparison.Ordinal) ? ScriptedAnswer.Of(other, "application/json") : _image.Answer(r)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_of_another_length_is_refused() => Assert.Equal(
        $"{LayerName}: 199999 bytes, not the 200000 that its descriptor says",
        await RegistryTesting.RefusalAsync(ForLayer(ScriptedAnswer.Of(_image.Layer[1..], "application/octet-stream"))));

    [Fact]
    public async Task A_layer_that_goes_on_without_end_is_refused() => Assert.Equal(
        $"{LayerName}: more bytes than the 200000 that its descriptor says",
        await RegistryTesting.RefusalAsync(ForLayer(ScriptedAnswer.Endless(ScriptedAnswer.Head(200), new byte[30_000]))));

    [Fact]
    public async Task A_layer_that_always_breaks_off_is_refused() => Assert.Equal(
        $"{LayerName}: ended early again, after 5 of 200000 bytes",
        await RegistryTesting.RefusalAsync(r => r.Path.EndsWith(_image.LayerDigest, StringComparison.Ordinal)
            ? ScriptedAnswer.Raw(ScriptedAnswer.Head(200), _image.Layer[..(r["Range"] is null ? 10 : 5)])
            : _image.Answer(r)));

    [Fact]
    public async Task A_stalling_layer_is_given_up_after_some_resumes() => Assert.Equal(
        $"{LayerName}: stalled for 0.8 s after 10 of 200000 bytes",
        await RegistryTesting.RefusalAsync(r => !r.Path.EndsWith(_image.LayerDigest, StringComparison.Ordinal)
            ? _image.Answer(r)
            : r["Range"] is null
                ? ScriptedAnswer.Stall(ScriptedAnswer.Head(200), _image.Layer[..10])
                : ScriptedAnswer.Stall(ScriptedAnswer.Head(206, "Content-Range: bytes 10-199999/200000"))));

    [Fact]
    public async Task A_layer_that_only_drips_is_given_up()
    {
        var limits = RegistryTesting.Quick with { RateSpan = TimeSpan.FromMilliseconds(300), LeastRate = 1_000_000, Body = TimeSpan.FromSeconds(20) };
        var dripping = ForLayer(ScriptedAnswer.Endless(ScriptedAnswer.Head(200), new byte[8 * 1024], TimeSpan.FromMilliseconds(100)));
        await using var server = new ScriptedServer(dripping);
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host], limits: limits);
        var refused = await Assert.ThrowsAsync<SourceException>(() => RegistryTesting.LayerAsync(image));

        Assert.EndsWith("slower than 1000000 bytes a second", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_the_reader_does_not_make_a_layer_slow()
    {
        var limits = RegistryTesting.Quick with { RateSpan = TimeSpan.FromMilliseconds(300), LeastRate = 50_000 };
        await using var server = new ScriptedServer(_image.Answer);
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host], limits: limits);
        await using var layer = await image.Layers[0].OpenAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[50_000];
        for (var i = 0; i < 4; i++)
        {
            await layer.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);
            await Task.Delay(400, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, await layer.ReadAsync(buffer, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_layer_that_is_left_halfway_can_be_disposed_more_than_once()
    {
        await using var server = new ScriptedServer(ForLayer(ScriptedAnswer.Stall(ScriptedAnswer.Head(200), _image.Layer[..100_000])));
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host]);
        var layer = await image.Layers[0].OpenAsync(TestContext.Current.CancellationToken);
        await layer.ReadExactlyAsync(new byte[10], TestContext.Current.CancellationToken);
        await layer.DisposeAsync();
        await layer.DisposeAsync();
    }

    [Fact]
    public async Task A_range_that_was_not_asked_for_is_refused() => Assert.Equal(
        $"{LayerName}: asked for bytes from 10, got bytes 0-199999/200000",
        await RegistryTesting.RefusalAsync(r => !r.Path.EndsWith(_image.LayerDigest, StringComparison.Ordinal)
            ? _image.Answer(r)
            : r["Range"] is null
                ? ScriptedAnswer.Raw(ScriptedAnswer.Head(200), _image.Layer[..10])
                : ScriptedAnswer.Raw(ScriptedAnswer.Head(206, "Content-Range: bytes 0-199999/200000"), _image.Layer)));

    [Fact]
    public async Task A_pause_that_is_too_long_is_not_taken() => Assert.Equal(
        "http://HOST/v2/app/manifests/1: answers 429 and asks for a pause of 86400 s",
        await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Status(429, "Retry-After: 86400"))));

    [Fact]
    public async Task A_server_that_always_fails_is_given_up() => Assert.Equal(
        "HOST/app:1: HOST answers 503",
        await RegistryTesting.RefusalAsync(ForManifest(ScriptedAnswer.Status(503))));

    [Fact]
    public async Task Indexes_that_contain_each_other_end()
    {
        var platform = $$$""","platform":{"os":"linux","architecture":"{{{OciPlatform.Current.Architecture}}}"}""";
        var inner = SmallImage.Bytes($$"""{"schemaVersion":2,"manifests":[{{SmallImage.Descriptor(_image.Manifest, SmallImage.ManifestType, platform)}}]}""");
        var indexes = new Dictionary<string, byte[]>();
        for (var i = 0; i < 6; i++)
        {
            indexes[SmallImage.DigestOf(inner)] = inner;
            inner = SmallImage.Bytes($$"""{"schemaVersion":2,"manifests":[{{SmallImage.Descriptor(inner, SmallImage.IndexType, platform)}}]}""");
        }

        Assert.Equal("HOST/app:deep: indexes nested deeper than 3", await RegistryTesting.RefusalAsync(
            r => ScriptedAnswer.Of(indexes.GetValueOrDefault(r.Path[(r.Path.LastIndexOf('/') + 1)..], inner), SmallImage.IndexType), "app:deep"));
    }
}
