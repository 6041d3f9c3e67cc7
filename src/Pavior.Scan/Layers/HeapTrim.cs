namespace Pavior.Scan.Layers;

/// <summary>
/// Has the heap collected between layers when it has grown: left to itself it grows with the number of layers read, most of it rubbish,
/// because a machine with much memory has no reason to collect.
/// </summary>
internal sealed class HeapTrim
{
    /// <summary>Bytes of a heap that is left alone: smaller images cost no collection.</summary>
    private const long Small = 20 * 1024 * 1024;

    /// <summary>Bytes of rubbish that are put up with above what was in use after the last collection.</summary>
    private const long Slack = 10 * 1024 * 1024;

    private readonly Lock _collecting = new();
    private long _next = Small;

    public void Trim()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) < Interlocked.Read(ref _next))
            return;
        lock (_collecting)
        {
            if (GC.GetTotalMemory(forceFullCollection: false) < _next)
                return;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            Interlocked.Exchange(ref _next, Math.Max(Small, GC.GetTotalMemory(forceFullCollection: false) + Slack));
        }
    }
}
