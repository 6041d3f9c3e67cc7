using System.Text;

namespace Pavior.Scan.Tests.Registry;

/// <summary>What a scripted server sends.</summary>
internal sealed record ScriptedAnswer(Func<Stream, CancellationToken, Task> WriteAsync)
{
    public static ScriptedAnswer Status(int status, params string[] headers) => Raw(Head(status, [.. headers, "Content-Length: 0"]));

    public static ScriptedAnswer Of(byte[] body, string contentType, params string[] headers) => Raw(
        Head(200, [.. headers, $"Content-Type: {contentType}", $"Content-Length: {body.Length}"]), body);

    public static ScriptedAnswer Raw(params byte[][] parts) => new(async (stream, cancellation) =>
    {
        foreach (var part in parts)
            await stream.WriteAsync(part, cancellation);
    });

    /// <summary>A head and then the same bytes for ever.</summary>
    public static ScriptedAnswer Endless(byte[] head, byte[] part, TimeSpan pause = default) => new(async (stream, cancellation) =>
    {
        await stream.WriteAsync(head, cancellation);
        while (true)
        {
            await stream.WriteAsync(part, cancellation);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, cancellation);
        }
    });

    /// <summary>Some bytes, and then silence on an open connection.</summary>
    public static ScriptedAnswer Stall(params byte[][] parts) => new(async (stream, cancellation) =>
    {
        foreach (var part in parts)
            await stream.WriteAsync(part, cancellation);
        await Task.Delay(Timeout.Infinite, cancellation);
    });

    public static byte[] Head(int status, params string[] headers) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Scripted\r\nConnection: close\r\n" + string.Concat(headers.Select(h => h + "\r\n")) + "\r\n");
}
