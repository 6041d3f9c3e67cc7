using System.Diagnostics;
using Pavior.Core;
using Pavior.Testing;

namespace Pavior.Fuzz;

/// <summary>Attacks one target for a time, and keeps the input that broke it.</summary>
internal sealed class FuzzRun(FuzzTarget target, int seed)
{
    /// <summary>A parser that takes longer for one input of a few megabytes hangs.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    /// <summary>Bytes allocated for one input; limits of parsers must keep below.</summary>
    private const long MaxAllocated = 256L * 1024 * 1024;

    private byte[] _current = [];

    public int Inputs { get; private set; }

    /// <summary>Null when every input was read or refused properly; else what went wrong, and where the input lies.</summary>
    public string? Run(TimeSpan duration, int maxInputs)
    {
        var clock = Stopwatch.StartNew();
        var mutator = new Mutator(seed, target.Seeds);
        using var watch = new Timer(_ => EndHanging(), null, Timeout.Infinite, Timeout.Infinite);
        foreach (var valid in target.Seeds)
        {
            if (Feed(valid, watch) is { } broken)
                return broken;
        }

        while (clock.Elapsed < duration && Inputs < maxInputs)
        {
            if (Feed(mutator.Next(), watch) is { } broken)
                return broken;
        }

        return null;
    }

    private string? Feed(byte[] input, Timer watch)
    {
        _current = input;
        Inputs++;
        watch.Change(MaxTime, Timeout.InfiniteTimeSpan);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Run(input);
        }
        catch (ParseException)
        {
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            return $"{bug.GetType().Name}: {bug.Message.ReplaceLineEndings(" ")}\n{bug.StackTrace}\n  input: {Keep(input)}";
        }
        finally
        {
            watch.Change(Timeout.Infinite, Timeout.Infinite);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated > MaxAllocated ? $"{allocated / 1024 / 1024} MiB allocated for {input.Length} bytes\n  input: {Keep(input)}" : null;
    }

    private void EndHanging()
    {
        Console.WriteLine($"{target.Name}: no answer after {MaxTime.TotalSeconds} s\n  input: {Keep(_current)}");
        Environment.Exit(1);
    }

    private string Keep(byte[] input)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "fuzz");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{target.Name}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input))[..12]}");
        File.WriteAllBytes(file, input);
        return file;
    }
}
