using System.Net;
using System.Net.Http.Headers;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Registry;

/// <summary>Proves who asks one repository: Basic, or a bearer token from the server that the registry names (distribution spec, auth/token).</summary>
/// <param name="http">The connection.</param>
/// <param name="search">Where credentials are kept.</param>
/// <param name="registry">The name under which credentials are kept.</param>
/// <param name="repository">What the token must allow to pull.</param>
internal sealed class RegistryAuthorization(RegistryHttp http, CredentialSearch search, string registry, string repository) : IDisposable
{
    private const int MaxToken = 1024 * 1024;
    private const string ClientId = "pavior";

    private readonly SemaphoreSlim _one = new(1, 1);
    private AuthenticationHeaderValue? _current;
    private (RegistryCredentials? Credentials, string? Problem)? _found;

    /// <summary>The header to send; null before the registry has asked for one.</summary>
    public AuthenticationHeaderValue? Current => Volatile.Read(ref _current);

    /// <summary>Answers a challenge. Layers are read at once: whoever comes second takes what the first got.</summary>
    /// <param name="refused">The header that was sent with the refused request.</param>
    /// <param name="response">The 401.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SourceException">The challenge cannot be met.</exception>
    public async Task AnswerAsync(AuthenticationHeaderValue? refused, HttpResponseMessage response, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!ReferenceEquals(refused, _current))
                return;
            _found ??= await search.FindAsync(registry, repository, cancellation).ConfigureAwait(false);
            var challenges = response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var headers) ? AuthenticationChallenge.ParseAll(headers) : [];
            Volatile.Write(ref _current, await MeetAsync(challenges, _found.Value.Credentials, cancellation).ConfigureAwait(false));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What to say when even the answered request is refused.</summary>
    public SourceException Denied()
    {
        var who = _found switch
        {
            { Credentials: { Kind: CredentialKind.Password } known } => $"as {known.User}",
            { Credentials: not null } => "with the token kept for it",
            { Problem: { } problem } => $"without credentials ({problem})",
            _ => "without credentials",
        };
        return new SourceException($"{registry}: refuses to give {repository} {who}");
    }

    public void Dispose() => _one.Dispose();

    private async Task<AuthenticationHeaderValue> MeetAsync(
        IReadOnlyList<AuthenticationChallenge> challenges, RegistryCredentials? credentials, CancellationToken cancellation)
    {
        if (challenges.FirstOrDefault(c => c.Scheme == "bearer") is { } bearer)
        {
            var token = credentials?.Kind == CredentialKind.RegistryToken
                ? credentials.Secret
                : await FetchTokenAsync(bearer, credentials, cancellation).ConfigureAwait(false);
            return new AuthenticationHeaderValue("Bearer", token);
        }

        if (!challenges.Any(c => c.Scheme == "basic"))
            throw new SourceException($"{registry}: asks for authentication in a way that is neither Bearer nor Basic");
        return credentials?.Kind == CredentialKind.Password ? new AuthenticationHeaderValue("Basic", credentials.BasicValue()) : throw Denied();
    }

    private async Task<string> FetchTokenAsync(AuthenticationChallenge challenge, RegistryCredentials? credentials, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(challenge["realm"], UriKind.Absolute, out var realm) || (realm.Scheme != Uri.UriSchemeHttps && realm.Scheme != Uri.UriSchemeHttp))
            throw new SourceException($"{registry}: names a token server that is not an https address");
        if (!http.MayAsk(realm))
            throw new SourceException($"{registry}: names a token server on plain HTTP, {realm.Authority}, which --plain-http does not name");
        var request = credentials?.Kind == CredentialKind.IdentityToken
            ? Exchange(realm, challenge["service"], credentials)
            : Ask(realm, challenge["service"], credentials);
        using var response = await http.SendAsync(request, cancellation).ConfigureAwait(false);
        var what = $"token server {realm.Authority}";
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw Denied();
        if (response.StatusCode != HttpStatusCode.OK)
            throw new SourceException($"{what}: answers {(int)response.StatusCode}");
        return ReadToken(await http.ReadBodyAsync(response, MaxToken, what, cancellation).ConfigureAwait(false), what);
    }

    private RegistryRequest Ask(Uri realm, string? service, RegistryCredentials? credentials)
    {
        var query = $"scope={Uri.EscapeDataString(Scope)}";
        if (service is not null)
            query = $"service={Uri.EscapeDataString(service)}&{query}";
        var address = new UriBuilder(realm) { Query = realm.Query.Length > 1 ? $"{realm.Query[1..]}&{query}" : query, UserName = "", Password = "", Fragment = "" };
        return new RegistryRequest(address.Uri)
        {
            Authorization = credentials is null ? null : new AuthenticationHeaderValue("Basic", credentials.BasicValue()),
        };
    }

    private RegistryRequest Exchange(Uri realm, string? service, RegistryCredentials credentials) => new(realm)
    {
        Form =
        [
            new("grant_type", "refresh_token"),
            new("service", service ?? registry),
            new("client_id", ClientId),
            new("scope", Scope),
            new("refresh_token", credentials.Secret),
        ],
    };

    /// <summary>Only what is needed, whatever scope the challenge proposes.</summary>
    private string Scope => $"repository:{repository}:pull";

    private static string ReadToken(ReadOnlyMemory<byte> body, string what)
    {
        try
        {
            using var document = JsonReading.Parse(body, what);
            var token = document.RootElement.Text("token") is { Length: > 0 } plain ? plain : document.RootElement.Text("access_token");
            // A header takes visible ASCII only; anything else would be a way to write headers.
            return token is { Length: > 0 } && token.All(c => c is > ' ' and < '\x7f')
                ? token
                : throw new SourceException($"{what}: the answer has no token");
        }
        catch (ParseException bad)
        {
            throw new SourceException($"{what}: the answer is not JSON", bad);
        }
    }
}
