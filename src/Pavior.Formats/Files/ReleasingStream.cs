namespace Pavior.Formats.Files;

/// <summary>Reads a stream and gives back a place in a semaphore when it is closed.</summary>
internal sealed class ReleasingStream(Stream inner, SemaphoreSlim taken) : ForwardStream
{
    private bool _isReleased;

    public override int Read(Span<byte> buffer) => inner.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isReleased)
        {
            inner.Dispose();
            taken.Release();
            _isReleased = true;
        }

        base.Dispose(disposing);
    }
}
