namespace Pavior.Scan.Assembly;

/// <summary>Lets several threads hold files as long as these are small; a large one is held alone. Memory then follows the largest file, not the number of threads.</summary>
/// <param name="limit">Bytes that several may hold together.</param>
internal sealed class MemoryGate(long limit)
{
    /// <summary>Bytes from which on what a file left is cleared away before the next one comes.</summary>
    private const long Large = 8 * 1024 * 1024;

    private readonly object _turn = new();
    private long _held;

    /// <summary>Waits until there is room. Whoever holds something must not ask again.</summary>
    public void Enter(long bytes)
    {
        lock (_turn)
        {
            while (_held > 0 && _held + bytes > limit)
                Monitor.Wait(_turn);
            _held += bytes;
        }
    }

    public void Leave(long bytes)
    {
        // The collector would first let the next file come on top of what this one left.
        if (bytes >= Large)
            GC.Collect();
        lock (_turn)
        {
            _held -= bytes;
            Monitor.PulseAll(_turn);
        }
    }
}
