using System.Net;
using System.Security.Cryptography;
using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Oci;
using Pavior.Scan.Images;

namespace Pavior.Scan.Registry;

/// <summary>One repository of one registry or mirror, read by the OCI distribution specification, version 1.1.</summary>
internal sealed class RegistryRepository : IDisposable
{
    private const int MaxErrorBody = 64 * 1024;
    private const int MaxErrorCode = 40;

    private static readonly string[] ManifestTypes =
        [OciMediaTypes.Manifest, OciMediaTypes.Index, OciMediaTypes.DockerManifest, OciMediaTypes.DockerManifestList];

    private readonly RegistryHttp _http;
    private readonly RegistryAuthorization _authorization;
    private readonly string _apiHost;
    private readonly string _repository;

    /// <param name="http">The connection; not owned.</param>
    /// <param name="search">Where credentials are kept.</param>
    /// <param name="host">The registry or mirror as people write it.</param>
    /// <param name="repository">Path at that host.</param>
    public RegistryRepository(RegistryHttp http, CredentialSearch search, string host, string repository)
    {
        _http = http;
        _authorization = new RegistryAuthorization(http, search, host, repository);
        _apiHost = host == ImageReference.DockerHub ? "registry-1.docker.io" : host;
        _repository = repository;
        Name = $"{host}/{repository}";
    }

    public string Name { get; }

    /// <summary>A manifest or index by tag or digest, with its digest verified.</summary>
    /// <exception cref="SourceException">It is not there, not given, or not what it should be.</exception>
    public async Task<ManifestDocument> ManifestAsync(string identifier, CancellationToken cancellation)
    {
        var what = Name + (identifier.Contains(':', StringComparison.Ordinal) ? "@" : ":") + identifier;
        using var response = await GetAsync($"manifests/{identifier}", ManifestTypes, 0, cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
            throw await RefusedAsync(response, what, cancellation).ConfigureAwait(false);
        var bytes = await _http.ReadBodyAsync(response, OciManifest.MaxBytes, what, cancellation).ConfigureAwait(false);
        var digest = Digest.Sha256(SHA256.HashData(bytes.Span));
        var stated = Digest.TryParse(identifier, out var asked) ? asked : Announced(response);
        if (stated is { } expected)
        {
            OciLayout.Verify(bytes.Span, expected, what);
            digest = expected;
        }

        return ManifestDocument.Read(bytes, digest, response.Content.Headers.ContentType?.MediaType, what);
    }

    /// <summary>A small blob as a whole, with length and digest verified.</summary>
    /// <exception cref="SourceException">It is not there, not given, or other bytes than its descriptor says.</exception>
    public async Task<ReadOnlyMemory<byte>> SmallBlobAsync(OciDescriptor descriptor, int limit, CancellationToken cancellation)
    {
        var what = $"{Name}: blob {descriptor.Digest.Short}";
        if (descriptor.Size > limit)
            throw new SourceException($"{what}: {descriptor.Size} bytes, more than the limit of {limit}");
        using var response = await BlobAsync(descriptor, 0, cancellation).ConfigureAwait(false);
        var bytes = await _http.ReadBodyAsync(response, (int)descriptor.Size, what, cancellation).ConfigureAwait(false);
        if (bytes.Length != descriptor.Size)
            throw new SourceException($"{what}: {bytes.Length} bytes, not the {descriptor.Size} that its descriptor says");
        OciLayout.Verify(bytes.Span, descriptor.Digest, what);
        return bytes;
    }

    /// <summary>A blob as a stream of exactly its length; the reader verifies the digest.</summary>
    /// <exception cref="SourceException">It is not there or not given.</exception>
    public async Task<Stream> OpenBlobAsync(OciDescriptor descriptor, CancellationToken cancellation)
    {
        var first = await BlobAsync(descriptor, 0, cancellation).ConfigureAwait(false);
        try
        {
            return new RegistryBlobStream(
                $"{Name}: blob {descriptor.Digest.Short}",
                descriptor.Size,
                first,
                (offset, ending) => BlobAsync(descriptor, offset, ending),
                _http,
                cancellation);
        }
        catch (SourceException)
        {
            first.Dispose();
            throw;
        }
    }

    public void Dispose() => _authorization.Dispose();

    private async Task<HttpResponseMessage> BlobAsync(OciDescriptor descriptor, long from, CancellationToken cancellation)
    {
        var response = await GetAsync($"blobs/{descriptor.Digest}", [], from, cancellation).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.OK || (from > 0 && response.StatusCode == HttpStatusCode.PartialContent))
            return response;
        using (response)
            throw await RefusedAsync(response, $"{Name}: blob {descriptor.Digest.Short}", cancellation).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string[] accept, long from, CancellationToken cancellation)
    {
        var address = _http.Address(_apiHost, $"/v2/{_repository}/{path}");
        for (var answered = false; ; answered = true)
        {
            var sent = _authorization.Current;
            var request = new RegistryRequest(address) { Accept = accept, Authorization = sent, From = from };
            var response = await _http.SendAsync(request, cancellation).ConfigureAwait(false);
            // Only the registry itself may ask who we are, not a place that it redirected to.
            if (response.StatusCode != HttpStatusCode.Unauthorized || !RegistryHttp.SameOrigin(address, response.RequestMessage!.RequestUri!))
                return response;
            using (response)
            {
                if (answered)
                    throw _authorization.Denied();
                await _authorization.AnswerAsync(sent, response, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task<SourceException> RefusedAsync(HttpResponseMessage response, string what, CancellationToken cancellation)
    {
        if (response.StatusCode == HttpStatusCode.Forbidden && RegistryHttp.SameOrigin(_http.Address(_apiHost, "/"), response.RequestMessage!.RequestUri!))
            return _authorization.Denied();
        var code = await ErrorCodeAsync(response, cancellation).ConfigureAwait(false);
        var status = (int)response.StatusCode;
        return new SourceException(status == 404
            ? $"{what}: not there{code}"
            : $"{what}: {response.RequestMessage!.RequestUri!.Authority} answers {status}{code}");
    }

    /// <summary>The code of the specification's error document. Its message is left out: it may repeat what was sent.</summary>
    private async Task<string> ErrorCodeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            var body = await _http.ReadBodyAsync(response, MaxErrorBody, "error", cancellation).ConfigureAwait(false);
            using var document = JsonReading.Parse(body, "error");
            var code = document.RootElement.Items("errors").Select(e => e.Text("code")).FirstOrDefault();
            return code is { Length: > 0 and <= MaxErrorCode } && code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_') ? $" ({code})" : "";
        }
        catch (Exception unreadable) when (unreadable is SourceException or ParseException)
        {
            return "";
        }
    }

    private static Digest? Announced(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Docker-Content-Digest", out var values)
        && Digest.TryParse(values.ToString(), out var digest)
            ? digest
            : null;
}
