using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Registry;

/// <summary>A <c>docker-credential-NAME</c> program: it gets the registry on its standard input and prints JSON.</summary>
internal sealed class CredentialProgram(string? searchPath)
{
    private const int MaxAnswer = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The credentials, or null with a problem to tell when the registry refuses an anonymous reader.</summary>
    public async Task<(RegistryCredentials? Credentials, string? Problem)> AskAsync(string name, string server, CancellationToken cancellation)
    {
        var program = "docker-credential-" + name;
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            return (null, $"\"{name}\" is not the name of a credential program");
        if (Find(program) is not { } path)
            return (null, $"{program} is not in PATH");
        var start = new ProcessStartInfo(path, ["get"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using var process = Process.Start(start);
            return process is null ? (null, $"{program} did not start") : await TalkAsync(process, program, server, cancellation).ConfigureAwait(false);
        }
        catch (Win32Exception)
        {
            return (null, $"{program} did not start");
        }
    }

    private string? Find(string program) => (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static async Task<(RegistryCredentials? Credentials, string? Problem)> TalkAsync(
        Process process, string program, string server, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var discarded = process.StandardError.BaseStream.CopyToAsync(Stream.Null, patience.Token);
            await WriteAsync(process, server, patience.Token).ConfigureAwait(false);
            var answer = await ReadAsync(process.StandardOutput.BaseStream, patience.Token).ConfigureAwait(false);
            if (answer is null)
                return (null, $"{program} printed more than {MaxAnswer} bytes");
            await discarded.ConfigureAwait(false);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            // "credentials not found" comes with an exit code as well; either way there are none.
            return process.ExitCode != 0 ? (null, $"{program} gave no credentials (exit code {process.ExitCode})") : Read(answer.Value, program);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, $"{program} did not answer within {Patience.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task WriteAsync(Process process, string server, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(server + "\n"), cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading: its exit code tells.
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream output, CancellationToken cancellation)
    {
        var buffer = new byte[MaxAnswer + 1];
        var filled = await output.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        // Not a conditional expression: there null would become an empty memory, by way of an array that is null.
        if (filled > MaxAnswer)
            return null;
        return buffer.AsMemory(0, filled);
    }

    private static (RegistryCredentials? Credentials, string? Problem) Read(ReadOnlyMemory<byte> answer, string program)
    {
        try
        {
            using var document = JsonReading.Parse(answer, program);
            if (document.RootElement.Text("Secret") is not { Length: > 0 } secret)
                return (null, $"{program} gave no secret");
            var user = document.RootElement.Text("Username") ?? "";
            return (user == "<token>" ? RegistryCredentials.Identity(secret) : RegistryCredentials.Password(user, secret), null);
        }
        catch (ParseException)
        {
            return (null, $"{program} did not print JSON");
        }
    }
}
