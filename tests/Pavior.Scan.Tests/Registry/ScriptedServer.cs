using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pavior.Scan.Tests.Registry;

/// <summary>A server on 127.0.0.1 or a unix socket that answers with the very bytes a test wants, valid HTTP or not. One request a connection.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly CancellationTokenSource _ending = new();
    private readonly Func<ScriptedRequest, ScriptedAnswer> _answer;
    private readonly Task _accepting;

    public ScriptedServer(Func<ScriptedRequest, ScriptedAnswer> answer)
        : this(answer, new IPEndPoint(IPAddress.Loopback, 0), ProtocolType.Tcp)
    {
        Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");
    }

    public ScriptedServer(Func<ScriptedRequest, ScriptedAnswer> answer, string socket)
        : this(answer, new UnixDomainSocketEndPoint(socket), ProtocolType.Unspecified)
    {
        Host = socket;
    }

    private ScriptedServer(Func<ScriptedRequest, ScriptedAnswer> answer, EndPoint place, ProtocolType protocol)
    {
        _answer = answer;
        _listener = new Socket(place.AddressFamily, SocketType.Stream, protocol);
        _listener.Bind(place);
        _listener.Listen();
        Host = "";
        _accepting = AcceptAsync();
    }

    public string Host { get; }

    public ConcurrentQueue<ScriptedRequest> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptAsync(_ending.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            using (client)
            {
                await using var stream = new NetworkStream(client);
                var request = await ReadAsync(stream);
                if (request is null)
                    return;
                Requests.Enqueue(request);
                await _answer(request).WriteAsync(stream, _ending.Token);
                client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
        {
        }
    }

    private async Task<ScriptedRequest?> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _ending.Token) == 0)
                return null;
            if (text.Length == 0 && !char.IsAsciiLetter((char)one[0]))
                return null;
            text.Append((char)one[0]);
        }

        var lines = text.ToString().Split("\r\n");
        var first = lines[0].Split(' ');
        var headers = lines.Skip(1).Where(l => l.Contains(':', StringComparison.Ordinal)).ToDictionary(
            l => l[..l.IndexOf(':', StringComparison.Ordinal)], l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _ending.Token);
        return new ScriptedRequest(first[0], first[1], headers, Encoding.UTF8.GetString(body));
    }
}
