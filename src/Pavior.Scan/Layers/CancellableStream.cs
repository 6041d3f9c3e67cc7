using Pavior.Formats.Files;

namespace Pavior.Scan.Layers;

/// <summary>A stream that stops at the next read after the scan was cancelled.</summary>
internal sealed class CancellableStream(Stream inner, CancellationToken cancellation) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        return inner.Read(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }
}
