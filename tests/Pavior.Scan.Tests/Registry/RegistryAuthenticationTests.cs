using System.Text;
using Pavior.Core;
using Pavior.Scan.Registry;
using Xunit;

namespace Pavior.Scan.Tests.Registry;

public sealed class RegistryAuthenticationTests : IDisposable
{
    private const string Secret = "hunter2-is-secret";

    private readonly SmallImage _image = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("pavior-auth-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_token_is_fetched_with_the_credentials_and_used_for_everything()
    {
        await using var server = new ScriptedServer(r => r.Path.StartsWith("/token", StringComparison.Ordinal)
            ? Token(r, r["Authorization"] == Basic("ann", Secret))
            : Guarded(r));
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host], Keeping(server.Host, "ann", Secret));
        Assert.Equal(_image.Layer, await RegistryTesting.LayerAsync(image));

        Assert.Equal("""
            GET /v2/app/manifests/1
            GET /token?account=x&service=registry.example.org&scope=repository%3Aapp%3Apull
            GET /v2/app/manifests/1 Bearer t0ken
            GET /v2/app/blobs/CONFIG Bearer t0ken
            GET /v2/app/blobs/LAYER Bearer t0ken
            """, string.Join('\n', server.Requests.Select(r => $"{r} {(r["Authorization"] is ['B', 'e', ..] bearer ? bearer : "")}".Trim()))
            .Replace(_image.LayerDigest, "LAYER", StringComparison.Ordinal)
            .Replace(SmallImage.DigestOf(_image.Config), "CONFIG", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_public_image_is_read_with_an_anonymous_token()
    {
        await using var server = new ScriptedServer(r => r.Path.StartsWith("/token", StringComparison.Ordinal) ? Token(r, r["Authorization"] is null) : Guarded(r));
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host]);
        Assert.Equal(_image.ManifestDigest, image.Target.Digest.ToString());
    }

    [Fact]
    public async Task An_identity_token_is_exchanged()
    {
        await using var server = new ScriptedServer(r => r.Path.StartsWith("/token", StringComparison.Ordinal)
            ? Token(r, r.Method == "POST" && r["Authorization"] is null && r.Body
                == $"grant_type=refresh_token&service=registry.example.org&client_id=pavior&scope=repository%3Aapp%3Apull&refresh_token={Secret}")
            : Guarded(r));
        await using var image = await RegistryTesting.OpenAsync(
            $"{server.Host}/app:1", [server.Host], Keeping($$"""{"auths":{"{{server.Host}}":{"identitytoken":"{{Secret}}"} } }"""));
        Assert.Equal(_image.ManifestDigest, image.Target.Digest.ToString());
    }

    [Fact]
    public async Task Basic_authentication_is_answered_when_there_are_credentials()
    {
        ScriptedAnswer Answer(ScriptedRequest r) =>
            r["Authorization"] == Basic("ann", Secret) ? _image.Answer(r) : ScriptedAnswer.Status(401, "WWW-Authenticate: Basic realm=\"x\"");

        await using var server = new ScriptedServer(Answer);
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host], Keeping(server.Host, "ann", Secret));
        Assert.Equal(_image.ManifestDigest, image.Target.Digest.ToString());
        Assert.Equal("HOST: refuses to give app without credentials", await RegistryTesting.RefusalAsync(Answer));
    }

    [Fact]
    public async Task An_expired_token_is_renewed_in_the_middle()
    {
        var token = 0;
        await using var server = new ScriptedServer(r =>
        {
            if (r.Path.StartsWith("/token", StringComparison.Ordinal))
                return ScriptedAnswer.Of(SmallImage.Bytes($$"""{"access_token":"t{{++token}}"}"""), "application/json");
            var wanted = r.Path.EndsWith(_image.LayerDigest, StringComparison.Ordinal) ? "Bearer t2" : "Bearer t1";
            return r["Authorization"] == wanted ? _image.Answer(r) : ScriptedAnswer.Status(401, Challenge(r));
        });
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host]);
        Assert.Equal(_image.Layer, await RegistryTesting.LayerAsync(image));
    }

    [Fact]
    public async Task A_registry_that_is_never_satisfied_is_given_up()
    {
        await using var server = new ScriptedServer(r => r.Path.StartsWith("/token", StringComparison.Ordinal) ? Token(r, true) : ScriptedAnswer.Status(401, Challenge(r)));
        var refused = await Assert.ThrowsAsync<SourceException>(
            () => RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host], Keeping(server.Host, "ann", Secret)));
        Assert.Equal($"{server.Host}: refuses to give app as ann", refused.Message);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd", "HOST: names a token server that is not an https address")]
    [InlineData("/token", "HOST: names a token server that is not an https address")]
    [InlineData("", "HOST: names a token server that is not an https address")]
    [InlineData("http://198.51.100.7/token", "HOST: names a token server on plain HTTP, 198.51.100.7, which --plain-http does not name")]
    public async Task A_token_server_without_TLS_gets_nothing(string realm, string message) => Assert.Equal(
        message, await RegistryTesting.RefusalAsync(_ => ScriptedAnswer.Status(401, $"WWW-Authenticate: Bearer realm=\"{realm}\",service=\"x\"")));

    [Theory]
    [InlineData("{}", "token server HOST: the answer has no token")]
    [InlineData("<html>", "token server HOST: the answer is not JSON")]
    [InlineData("{\"token\":\"a\\r\\nX-Evil: 1\"}", "token server HOST: the answer has no token")]
    public async Task An_answer_without_token_is_refused(string answer, string message) => Assert.Equal(message, await RegistryTesting.RefusalAsync(
        r => r.Path.StartsWith("/token", StringComparison.Ordinal) ? ScriptedAnswer.Of(SmallImage.Bytes(answer), "application/json") : ScriptedAnswer.Status(401, Challenge(r))));

    [Fact]
    public async Task An_endless_token_is_refused() => Assert.Equal("token server HOST: more than the limit of 1048576 bytes", await RegistryTesting.RefusalAsync(
        r => r.Path.StartsWith("/token", StringComparison.Ordinal) ? ScriptedAnswer.Endless(ScriptedAnswer.Head(200), new byte[60_000]) : ScriptedAnswer.Status(401, Challenge(r))));

    [Fact]
    public async Task A_challenge_of_an_unknown_kind_is_refused()
    {
        Assert.Equal("HOST: asks for authentication in a way that is neither Bearer nor Basic", await RegistryTesting.RefusalAsync(
            _ => ScriptedAnswer.Status(401, "WWW-Authenticate: Negotiate")));
        Assert.Equal("HOST: asks for authentication in a way that is neither Bearer nor Basic", await RegistryTesting.RefusalAsync(_ => ScriptedAnswer.Status(401)));
    }

    [Fact]
    public async Task What_proves_who_asks_does_not_follow_a_redirect_to_another_host()
    {
        await using var store = new ScriptedServer(r => _image.Answer(r with { Path = r.Path.Replace("?signature=abc", "", StringComparison.Ordinal) }));
        await using var server = new ScriptedServer(r => r["Authorization"] != Basic("ann", Secret)
            ? ScriptedAnswer.Status(401, "WWW-Authenticate: Basic realm=\"x\"")
            : r.Path.Contains("/blobs/", StringComparison.Ordinal) ? ScriptedAnswer.Status(307, $"Location: http://{store.Host}{r.Path}?signature=abc") : _image.Answer(r));
        await using var image = await RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host, store.Host], Keeping(server.Host, "ann", Secret));
        Assert.Equal(_image.Layer, await RegistryTesting.LayerAsync(image));
        Assert.Equal(2, store.Requests.Count);
        Assert.All(store.Requests, r => Assert.Null(r["Authorization"]));
    }

    [Fact]
    public async Task A_place_that_was_redirected_to_may_not_ask_for_credentials()
    {
        await using var store = new ScriptedServer(_ => ScriptedAnswer.Status(401, "WWW-Authenticate: Basic realm=\"x\""));
        await using var server = new ScriptedServer(r => r.Path.Contains("/blobs/", StringComparison.Ordinal)
            ? ScriptedAnswer.Status(307, $"Location: http://{store.Host}{r.Path}?signature=abc")
            : _image.Answer(r));
        var refused = await Assert.ThrowsAsync<SourceException>(() => RegistryTesting.OpenAsync(
            $"{server.Host}/app:1", [server.Host, store.Host], Keeping(server.Host, "ann", Secret)));
        Assert.EndsWith($"{store.Host} answers 401", refused.Message, StringComparison.Ordinal);
        Assert.All(store.Requests, r => Assert.Null(r["Authorization"]));
    }

    [Fact]
    public async Task A_refresh_token_does_not_follow_redirects()
    {
        await using var server = new ScriptedServer(r => r.Path.StartsWith("/token", StringComparison.Ordinal)
            ? ScriptedAnswer.Status(307, "Location: https://other.example.org/token")
            : ScriptedAnswer.Status(401, Challenge(r)));
        var refused = await Assert.ThrowsAsync<SourceException>(() => RegistryTesting.OpenAsync(
            $"{server.Host}/app:1", [server.Host], Keeping($$"""{"auths":{"{{server.Host}}":{"identitytoken":"{{Secret}}"} } }""")));
        Assert.Equal($"http://{server.Host}/token: a redirect of a request that carries a token", refused.Message);
    }

    [Fact]
    public async Task Secrets_never_stand_in_messages()
    {
        var texts = new List<string> { Keeping("x", "ann", Secret).ToString()!, RegistryCredentials.Password("ann", Secret).ToString() };
        foreach (var status in (int[])[400, 401, 403, 404, 500])
        {
            await using var server = new ScriptedServer(r => r["Authorization"] is null
                ? ScriptedAnswer.Status(401, Challenge(r))
                : ScriptedAnswer.Raw(ScriptedAnswer.Head(status), SmallImage.Bytes($$"""{"errors":[{"code":"{{Secret}}","message":"{{r["Authorization"]}}"}]}""")));
            var refused = await Assert.ThrowsAsync<SourceException>(
                () => RegistryTesting.OpenAsync($"{server.Host}/app:1", [server.Host], Keeping(server.Host, "ann", Secret)));
            texts.Add(refused.ToString());
        }

        var packed = Convert.ToBase64String(Encoding.UTF8.GetBytes($"ann:{Secret}"));
        Assert.All(texts, t => Assert.False(t.Contains(Secret, StringComparison.Ordinal) || t.Contains(packed, StringComparison.Ordinal), t));
    }

    private static string Challenge(ScriptedRequest request) =>
        $"WWW-Authenticate: Bearer realm=\"http://{request["Host"]}/token?account=x\",service=\"registry.example.org\",scope=\"repository:app:pull,push,delete\"";

    private static string Basic(string user, string password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    private static ScriptedAnswer Token(ScriptedRequest request, bool given) =>
        given ? ScriptedAnswer.Of(SmallImage.Bytes("""{"token":"t0ken"}"""), "application/json") : ScriptedAnswer.Status(401);

    private ScriptedAnswer Guarded(ScriptedRequest request) =>
        request["Authorization"] == "Bearer t0ken" ? _image.Answer(request) : ScriptedAnswer.Status(401, Challenge(request));

    private CredentialSearch Keeping(string host, string user, string password) =>
        Keeping($$"""{"auths":{"{{host}}":{"auth":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}}"} } }""");

    private CredentialSearch Keeping(string json)
    {
        File.WriteAllText(Path.Combine(_folder, "config.json"), json);
        return new CredentialSearch(name => name == "DOCKER_CONFIG" ? _folder : null, "/nonexistent");
    }
}
