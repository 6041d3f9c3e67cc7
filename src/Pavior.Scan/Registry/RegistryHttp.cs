using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Pavior.Core;
using Pavior.Reports.Text;

namespace Pavior.Scan.Registry;

/// <summary>
/// HTTP as registries need it: bounded retries and redirects, deadlines, and an Authorization header that never leaves its host.
/// Proxies come from the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY).
/// </summary>
internal sealed class RegistryHttp : IDisposable
{
    private const int MaxHeaderKiB = 64;

    /// <summary>Characters of an address or other words of a server that an error repeats.</summary>
    private const int MaxShown = 300;

    private readonly HttpClient _client;
    private readonly HashSet<string> _plainHttp;
    private readonly TimeProvider _time;

    /// <param name="plainHttp">Hosts, as host or host:port, that may be asked without TLS.</param>
    /// <param name="limits">Deadlines and counts.</param>
    /// <param name="time">The clock that pauses run on.</param>
    public RegistryHttp(IEnumerable<string> plainHttp, RegistryLimits limits, TimeProvider time)
    {
        _plainHttp = new HashSet<string>(plainHttp, StringComparer.OrdinalIgnoreCase);
        Limits = limits;
        _time = time;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = limits.Connect,
            MaxResponseHeadersLength = MaxHeaderKiB,
            UseCookies = false,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public RegistryLimits Limits { get; }

    public TimeProvider Time => _time;

    /// <summary>The address of a path at a registry: https unless the user allowed plain HTTP for it.</summary>
    public Uri Address(string host, string path) => new($"{(_plainHttp.Contains(host) ? "http" : "https")}://{host}{path}");

    /// <summary>False when the address is neither https nor a host that may be asked without it.</summary>
    public bool MayAsk(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps
        || (address.Scheme == Uri.UriSchemeHttp && (_plainHttp.Contains(address.Authority) || _plainHttp.Contains($"{address.Authority}:80")));

    /// <summary>An address for people: without user, query and fragment, where signatures and tokens stand.</summary>
    public static string Show(Uri address) =>
        Shortened(address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));

    /// <summary>A server's words for an error in one line: their beginning and end where they are long, and no control characters.</summary>
    public static string Shortened(string words)
    {
        var shown = words.Length <= MaxShown ? words : $"{words.AsSpan(0, MaxShown * 2 / 3)}…{words.AsSpan(words.Length - (MaxShown / 3))}";
        return PlainText.Line(shown);
    }

    /// <summary>True when both are the same scheme, host and port.</summary>
    public static bool SameOrigin(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>
    /// Sends until there is an answer that is neither a redirect nor a passing trouble. Its body is unread; its request
    /// says where it came from. The caller disposes it.
    /// </summary>
    /// <exception cref="SourceException">No answer after all attempts, or a redirect that may not be followed.</exception>
    public async Task<HttpResponseMessage> SendAsync(RegistryRequest request, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var last = attempt >= Limits.Attempts;
            try
            {
                var response = await FollowAsync(request, cancellation).ConfigureAwait(false);
                if (last || !IsPassing(response.StatusCode))
                    return response;
                using (response)
                    await PauseAsync(attempt, response, cancellation).ConfigureAwait(false);
            }
            catch (HttpRequestException broken) when (last || !IsPassing(broken.HttpRequestError))
            {
                throw new SourceException($"{Show(request.Address)}: {Describe(broken, request.Address)}", broken);
            }
            catch (HttpRequestException)
            {
                await PauseAsync(attempt, null, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits before another attempt: longer each time, or as long as the server asks within limits.</summary>
    public async Task PauseAsync(int attempt, HttpResponseMessage? response, CancellationToken cancellation)
    {
        var pause = Limits.FirstPause * (1 << Math.Min(attempt - 1, 10));
        var asked = response?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        if (asked > Limits.LongestPause)
        {
            throw new SourceException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Show(response!.RequestMessage!.RequestUri!)}: answers {(int)response.StatusCode} and asks for a pause of {asked.Value.TotalSeconds:0} s"));
        }

        if (asked is { } given)
            pause = given > TimeSpan.Zero ? given : TimeSpan.Zero;
        await Task.Delay(pause, _time, cancellation).ConfigureAwait(false);
    }

    /// <summary>The whole body. Throws when it is longer than the limit, shorter than announced, or does not come in time.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpResponseMessage response, int limit, string what, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > limit)
            throw new SourceException($"{what}: {response.Content.Headers.ContentLength} bytes, more than the limit of {limit}");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Limits.Body);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
                return await ReadAsync(body, limit, what, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SourceException($"{what}: the answer was not complete after {Seconds(Limits.Body)}");
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            throw new SourceException($"{what}: {(broken is HttpRequestException ? "the answer is no valid HTTP" : "the answer broke off")}", broken);
        }
    }

    public void Dispose() => _client.Dispose();

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, int limit, string what, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        var filled = 0;
        while (true)
        {
            var read = await body.ReadAsync(buffer.AsMemory(filled), cancellation).ConfigureAwait(false);
            if (read == 0)
                return buffer.AsMemory(0, filled);
            filled += read;
            if (filled > limit)
                throw new SourceException($"{what}: more than the limit of {limit} bytes");
            if (filled == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, limit + 1));
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(RegistryRequest request, CancellationToken cancellation)
    {
        var step = request;
        for (var redirects = 0; ; redirects++)
        {
            var response = await SendOnceAsync(step, cancellation).ConfigureAwait(false);
            if (!IsRedirect(response.StatusCode))
                return response;
            using (response)
            {
                if (redirects == Limits.Redirects)
                    throw new SourceException($"{Show(request.Address)}: more than {Limits.Redirects} redirects");
                step = Redirected(step, response.Headers.Location);
            }
        }
    }

    /// <summary>The next step: what proves who asks goes only to the place that asked for it.</summary>
    private RegistryRequest Redirected(RegistryRequest step, Uri? location)
    {
        var from = Show(step.Address);
        if (location is null || !Uri.TryCreate(step.Address, location, out var target))
            throw new SourceException($"{from}: a redirect without a valid Location");
        if (target.Scheme != Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttp)
            throw new SourceException($"{from}: a redirect to {Shortened(target.Scheme)}:, where only https is followed");
        if (!MayAsk(target))
            throw new SourceException($"{from}: a redirect to plain HTTP at {Shortened(target.Authority)}, which --plain-http does not name");
        if (step.Form is not null)
            throw new SourceException($"{from}: a redirect of a request that carries a token");
        return step with { Address = target, Authorization = SameOrigin(step.Address, target) ? step.Authorization : null };
    }

    private async Task<HttpResponseMessage> SendOnceAsync(RegistryRequest step, CancellationToken cancellation)
    {
        using var message = step.ToMessage();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Limits.Headers);
        try
        {
            return await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Not tried again: whoever keeps a request waiting for so long does it the next time, too.
            throw new SourceException($"{Show(step.Address)}: no answer within {Seconds(Limits.Headers)}");
        }
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private static bool IsPassing(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504;

    private static bool IsPassing(HttpRequestError error) =>
        error is HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded or HttpRequestError.Unknown;

    /// <summary>
    /// True when what answered the TLS handshake was no TLS, as a registry without it does. SslStream tells so by its words only, so these are
    /// looked at; a certificate that is not accepted or an alert says something else.
    /// </summary>
    private static bool AnsweredWithoutTls(HttpRequestException broken) =>
        broken.InnerException is AuthenticationException spoken && spoken.Message.StartsWith("Cannot determine the frame size", StringComparison.Ordinal);

    private static string Describe(HttpRequestException broken, Uri address) => broken.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "no such host",
        HttpRequestError.ConnectionError when broken.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connection refused",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError when AnsweredWithoutTls(broken) =>
            $"the answer is not TLS; a registry that is to be asked over plain HTTP has to be named: --plain-http {Shortened(address.Authority)}",
        HttpRequestError.SecureConnectionError => "no TLS connection (" + Shortened(broken.InnerException?.Message ?? broken.Message) + ")",
        HttpRequestError.ProxyTunnelError => "the proxy of the environment refuses",
        HttpRequestError.ResponseEnded => "the connection ended before an answer",
        HttpRequestError.ConfigurationLimitExceeded => $"headers longer than {MaxHeaderKiB} KiB",
        _ => "no valid HTTP answer",
    };
}
