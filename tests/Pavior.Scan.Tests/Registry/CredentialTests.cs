using System.Text;
using Pavior.Core;
using Pavior.Scan.Registry;
using Xunit;

namespace Pavior.Scan.Tests.Registry;

public sealed class CredentialTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pavior-credentials-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_are_asked_in_order()
    {
        Assert.Equal(
            ["/d/config.json", "/run/user/1/containers/auth.json", "/home/ann/.config/containers/auth.json", "/home/ann/.docker/config.json"],
            Search(("DOCKER_CONFIG", "/d"), ("XDG_RUNTIME_DIR", "/run/user/1")).Files());
        Assert.Equal(["/a.json"], Search(("REGISTRY_AUTH_FILE", "/a.json"), ("DOCKER_CONFIG", "/d")).Files());
    }

    [Theory]
    [InlineData("registry.example.org", "registry.example.org", "a/b")]
    [InlineData("https://registry.example.org/v1/", "registry.example.org", "a")]
    [InlineData("https://registry.example.org:5000", "registry.example.org:5000", "a")]
    [InlineData("https://index.docker.io/v1/", "docker.io", "library/nginx")]
    [InlineData("docker.io", "docker.io", "library/nginx")]
    [InlineData("registry.example.org/a", "registry.example.org", "a/b")]
    [InlineData("registry.example.org/a/b", "registry.example.org", "a/b")]
    public void Keys_are_found_however_they_are_written(string key, string registry, string repository) =>
        Assert.Equal("ann", File($$"""{"auths":{"{{key}}":{"auth":"{{Packed("ann:p")}}"} } }""").For(registry, repository)?.User);

    [Theory]
    [InlineData("registry.example.org/a/c", "registry.example.org", "a/b")]
    [InlineData("registry.example.org:5000", "registry.example.org", "a")]
    [InlineData("example.org", "registry.example.org", "a")]
    public void Keys_of_other_places_are_not_used(string key, string registry, string repository) =>
        Assert.Null(File($$"""{"auths":{"{{key}}":{"auth":"{{Packed("ann:p")}}"} } }""").For(registry, repository));

    [Fact]
    public void The_longest_key_wins() => Assert.Equal("bob", File(
        $$"""{"auths":{"r.example.org":{"auth":"{{Packed("ann:p")}}"},"r.example.org/team":{"auth":"{{Packed("bob:p")}}"} } }""").For("r.example.org", "team/app")?.User);

    [Fact]
    public void A_password_may_contain_colons() =>
        Assert.Equal("p:q:r", File($$"""{"auths":{"r":{"auth":"{{Packed("ann:p:q:r")}}"} } }""").For("r", "a")?.Secret);

    [Theory]
    [InlineData("not base 64")]
    [InlineData("c2VjcmV0")]
    public void A_damaged_entry_is_told_without_its_value(string value)
    {
        var bad = Assert.Throws<ParseException>(() => File($$"""{"auths":{"r.example.org":{"auth":"{{value}}"} } }"""));
        Assert.Equal("config.json, byte 0: expected user:password in base 64 as auth of \"r.example.org\"", bad.Message);
    }

    [Fact]
    public async Task A_credential_program_is_asked_for_its_registry()
    {
        Program("pavior-test", """read server; test "$server" = registry.example.org || exit 1; echo '{"ServerURL":"x","Username":"ann","Secret":"s3cret"}'""");
        var (credentials, problem) = await AskAsync("""{"credHelpers":{"registry.example.org":"pavior-test"} }""");
        Assert.Null(problem);
        Assert.Equal(("ann", "s3cret", CredentialKind.Password), (credentials!.User, credentials.Secret, credentials.Kind));
    }

    [Fact]
    public async Task A_credential_store_may_give_an_identity_token()
    {
        Program("pavior-store", """cat > /dev/null; echo '{"ServerURL":"x","Username":"<token>","Secret":"refresh"}'""");
        var (credentials, _) = await AskAsync("""{"credsStore":"pavior-store","auths":{"registry.example.org":{} } }""");
        Assert.Equal(CredentialKind.IdentityToken, credentials!.Kind);
    }

    [Theory]
    [InlineData("pavior-missing", "", "docker-credential-pavior-missing is not in PATH")]
    [InlineData("../../bin/evil", "", "\"../../bin/evil\" is not the name of a credential program")]
    [InlineData("pavior-fails", "echo credentials not found; exit 1", "docker-credential-pavior-fails gave no credentials (exit code 1)")]
    [InlineData("pavior-text", "echo secret", "docker-credential-pavior-text did not print JSON")]
    [InlineData("pavior-empty", "echo '{}'", "docker-credential-pavior-empty gave no secret")]
    [InlineData("pavior-flood", "cat /dev/zero", "docker-credential-pavior-flood printed more than 65536 bytes")]
    public async Task A_program_that_fails_is_a_problem_to_tell(string name, string script, string expected)
    {
        if (script.Length > 0)
            Program(name, script);
        var (credentials, problem) = await AskAsync($$"""{"credHelpers":{"registry.example.org":"{{name}}"} }""");
        Assert.Null(credentials);
        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("Bearer realm=\"https://a/t\",service=\"s\",scope=\"repository:x:pull,push\"", "bearer realm=https://a/t scope=repository:x:pull,push service=s")]
    [InlineData("Basic realm=x", "basic realm=x")]
    [InlineData("Negotiate, Basic realm=\"a\\\"b\"", "negotiate|basic realm=a\"b")]
    [InlineData("BEARER Realm = \"https://a\" , error=\"invalid_token\"", "bearer error=invalid_token realm=https://a")]
    [InlineData("Bearer realm=\"open", "bearer")]
    [InlineData("", "")]
    [InlineData("=,=,\"", "")]
    public void Challenges_are_read(string header, string expected) => Assert.Equal(expected, string.Join('|', AuthenticationChallenge.ParseAll([header]).Select(
        c => string.Join(' ', c.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}").Prepend(c.Scheme)))));

    private static string Packed(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static CredentialFile File(string json) => CredentialFile.Parse(Encoding.UTF8.GetBytes(json), "config.json");

    private static CredentialSearch Search(params (string Name, string Value)[] variables) =>
        new(name => variables.FirstOrDefault(v => v.Name == name).Value, "/home/ann");

    private void Program(string name, string script)
    {
        var path = Path.Combine(_folder, "docker-credential-" + name);
        System.IO.File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<(RegistryCredentials? Credentials, string? Problem)> AskAsync(string json)
    {
        System.IO.File.WriteAllText(Path.Combine(_folder, "config.json"), json);
        var search = new CredentialSearch(
            name => name switch { "DOCKER_CONFIG" => _folder, "PATH" => _folder + ":/usr/bin:/bin", _ => null }, "/nonexistent");
        return await search.FindAsync("registry.example.org", "app", TestContext.Current.CancellationToken);
    }
}
