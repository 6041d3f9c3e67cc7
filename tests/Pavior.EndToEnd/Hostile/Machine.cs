using System.Diagnostics;
using Pavior.Testing;

namespace Pavior.EndToEnd.Hostile;

/// <summary>Things of the file system that .NET cannot make itself.</summary>
internal static class Machine
{
    public static void MakeFifo(string path) => Run("mkfifo", path);

    /// <summary>False where the user may not make devices.</summary>
    public static bool TryMakeDevice(string path, int major, int minor) =>
        TryRun("mknod", path, "c", $"{major}", $"{minor}");

    public static void Run(string program, params string[] arguments)
    {
        if (!TryRun(program, arguments))
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed");
    }

    public static bool TryRun(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Repository.Root })!;
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardError.ReadToEnd();
        output.Wait();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
