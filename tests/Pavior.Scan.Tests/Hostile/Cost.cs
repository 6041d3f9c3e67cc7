using System.Diagnostics;

namespace Pavior.Scan.Tests.Hostile;

/// <summary>What it costs to read something: far more than enough for work that grows with the input, far too little for work that grows with its square.</summary>
internal static class Cost
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(15);

    public static T InTime<T>(Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        var result = work();
        Xunit.Assert.True(clock.Elapsed < Enough, $"took {clock.Elapsed}");
        return result;
    }

    /// <summary>Runs the work and tells the bytes that it allocated on this thread.</summary>
    public static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public static string Repeated(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));
}
