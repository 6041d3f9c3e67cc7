using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pavior.Scan.Tests.LocalStores;
using Xunit;

namespace Pavior.Scan.Tests.Registry;

/// <summary>The reference registry (Debian's docker-registry) on 127.0.0.1, over an empty folder.</summary>
internal sealed class DockerRegistry : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pavior-registry-").FullName;
    private readonly Process _process;

    private DockerRegistry()
    {
        var port = FreePort();
        Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        var configuration = Path.Combine(_folder, "config.yml");
        File.WriteAllText(configuration, $$"""
            version: 0.1
            log:
              level: error
            storage:
              filesystem:
                rootdirectory: {{_folder}}/data
            http:
              addr: "{{Host}}"
            """);
        _process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", configuration]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public string Host { get; }

    public static async Task<DockerRegistry> StartAsync()
    {
        Assert.SkipUnless(BuildahStore.Exists("docker-registry"), "docker-registry is not installed");
        var registry = new DockerRegistry();
        for (var i = 0; i < 100; i++)
        {
            try
            {
                using var client = new HttpClient();
                using var answer = await client.GetAsync(new Uri($"http://{registry.Host}/v2/"));
                return registry;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }

        await registry.DisposeAsync();
        Assert.Skip("docker-registry does not start here");
        return registry;
    }

    public async Task PutIndexAsync(string repository, string tag, string json)
    {
        using var client = new HttpClient();
        using var content = new StringContent(json, System.Net.Http.Headers.MediaTypeHeaderValue.Parse(SmallImage.IndexType));
        using var answer = await client.PutAsync(new Uri($"http://{Host}/v2/{repository}/manifests/{tag}"), content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Passes a request on and its answer back, as a front does.</summary>
    public ScriptedAnswer Forward(ScriptedRequest request) => new(async (stream, cancellation) =>
    {
        using var client = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{Host}{request.Path}"));
        if (request["Accept"] is { } accept)
            message.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await client.SendAsync(message, cancellation);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
        await stream.WriteAsync(ScriptedAnswer.Head((int)answer.StatusCode, $"Content-Type: {answer.Content.Headers.ContentType}", $"Content-Length: {body.Length}"), cancellation);
        await stream.WriteAsync(body, cancellation);
    });

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
