using System.Diagnostics;
using System.Globalization;
using Pavior.Testing;

namespace Pavior.EndToEnd;

/// <summary>Runs the native binary as a user would, in a home, working and temporary folder of its own.</summary>
internal static class PaviorProcess
{
    private const string Time = "/usr/bin/time";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static string Binary { get; } = Path.Combine(Repository.Root, "artifacts", "native", "pavior");

    /// <summary>Runs to the end, or kills after a minute.</summary>
    /// <param name="box">Where the run's home, working and temporary folders are.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="measure">False for runs of one box at the same time, which would write one measurement over the other.</param>
    /// <param name="environment">Variables beside those that every run gets.</param>
    public static PaviorRun Run(Sandbox box, IEnumerable<string> arguments, bool measure = true, params (string Name, string Value)[] environment)
    {
        if (!File.Exists(Binary))
            throw new InvalidOperationException($"{Binary} is not there: build it with eng/build.sh (./test does) before the end-to-end tests run");
        var measured = measure && File.Exists(Time) ? box.Path("peak") : null;
        var start = Start(box, arguments, measured);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var peak = measured is null ? WatchPeak(process, clock) : 0;
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"pavior {string.Join(' ', start.ArgumentList)} did not end in {Longest.TotalSeconds} s");
        }

        process.WaitForExit();
        var seconds = clock.Elapsed.TotalSeconds;
        return new PaviorRun(process.ExitCode, output.Result, error.Result, (measured is null ? peak : ReadPeak(measured)) / 1000.0, seconds);
    }

    private static ProcessStartInfo Start(Sandbox box, IEnumerable<string> arguments, string? measured)
    {
        var start = new ProcessStartInfo(measured is null ? Binary : Time)
        {
            WorkingDirectory = box.Work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (measured is not null)
        {
            foreach (var argument in new[] { "-f", "%M", "-o", measured, Binary })
                start.ArgumentList.Add(argument);
        }

        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = box.Home;
        start.Environment["TMPDIR"] = box.Temporary;
        return start;
    }

    /// <summary>Kilobytes: the last line, since a signal puts its own line before.</summary>
    private static long ReadPeak(string file) => long.Parse(File.ReadAllLines(file)[^1], CultureInfo.InvariantCulture);

    /// <summary>Kilobytes by the kernel's high-water mark, asked until the process ends.</summary>
    private static long WatchPeak(Process process, Stopwatch clock)
    {
        var peak = 0L;
        while (!process.WaitForExit(5) && clock.Elapsed < Longest)
        {
            try
            {
                var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (line is not null)
                    peak = Math.Max(peak, long.Parse(line.AsSpan(6).Trim().TrimEnd("kB ").ToString(), CultureInfo.InvariantCulture));
            }
            catch (IOException)
            {
                // It ended between the two looks.
            }
        }

        return peak;
    }
}
