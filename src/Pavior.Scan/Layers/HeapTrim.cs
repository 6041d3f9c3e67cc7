namespace Pavior.Scan.Layers;

/// <summary>
/// Has the heap collected after a layer when it has grown by half: left to itself it grows with the number of layers read, most of it
/// rubbish, because a machine with much memory has no reason to collect.
/// </summary>
internal sealed class HeapTrim
{
    /// <summary>Bytes of a heap that is left alone: smaller images cost no collection.</summary>
    private const long Small = 24 * 1024 * 1024;

    private readonly Lock _collecting = new();
    private long _next = Small;

    public void AfterLayer()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) < Interlocked.Read(ref _next))
            return;
        lock (_collecting)
        {
            if (GC.GetTotalMemory(forceFullCollection: false) < _next)
                return;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            Interlocked.Exchange(ref _next, Math.Max(Small, GC.GetTotalMemory(forceFullCollection: false) * 3 / 2));
        }
    }
}
