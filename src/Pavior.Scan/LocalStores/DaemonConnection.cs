using System.Net;
using System.Net.Sockets;
using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.LocalStores;

/// <summary>Docker's Engine API over a unix socket, as far as images are read by it.</summary>
internal sealed class DaemonConnection : IDisposable
{
    private readonly HttpClient _client;
    private readonly string _socket;

    public DaemonConnection(string socket)
    {
        _socket = socket;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = async (_, cancellation) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation).ConfigureAwait(false);
                    return new NetworkStream(connection, ownsSocket: true);
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>True when the daemon has the image.</summary>
    /// <param name="image">A reference or id; both consist of characters that need no escaping.</param>
    /// <param name="patience">How long an answer may take.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SourceException">The daemon does not answer, or with something else than yes or no.</exception>
    public async Task<bool> HasAsync(string image, TimeSpan patience, CancellationToken cancellation)
    {
        using var response = await GetAsync($"/images/{image}/json", patience, cancellation).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.NotFound => false,
            var other => throw new SourceException($"{_socket}: answers {(int)other} when asked for {image}"),
        };
    }

    /// <summary>The image in the form of <c>docker save</c>, in a temporary file: its list of contents comes last.</summary>
    /// <param name="image">A reference or id.</param>
    /// <param name="first">How long the daemon may prepare.</param>
    /// <param name="stall">How long it may pause.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SourceException">The daemon does not give it.</exception>
    public async Task<DiskFile> SaveAsync(string image, TimeSpan first, TimeSpan stall, CancellationToken cancellation)
    {
        using var response = await GetAsync($"/images/{image}/get", first, cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new SourceException($"{_socket}: answers {(int)response.StatusCode} when asked to save {image}");
        try
        {
            var body = new StallGuardStream(await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false), stall, $"{_socket}: {image}");
            await using (body.ConfigureAwait(false))
                return await Spool.FillAsync(image, body, cancellation).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is HttpIOException or HttpRequestException)
        {
            throw new SourceException($"{_socket}: the transfer of {image} broke off", broken);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> GetAsync(string path, TimeSpan patience, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(patience);
        try
        {
            return await _client.GetAsync(new Uri("http://localhost" + path), HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException refused)
        {
            throw new SourceException($"{_socket}: no daemon answers ({refused.InnerException?.Message ?? refused.Message})", refused);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SourceException($"{_socket}: no answer within {patience.TotalSeconds:0} s");
        }
    }
}
