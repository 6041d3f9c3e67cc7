using System.Buffers;
using Pavior.Core;
using Pavior.Formats.Files;

namespace Pavior.Scan.LocalStores;

/// <summary>Ends a read that waits for too long.</summary>
internal sealed class StallGuardStream(Stream inner, TimeSpan patience, string what) : ForwardStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        try
        {
            return await inner.ReadAsync(buffer, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException($"{what}: nothing came for {patience.TotalSeconds:0} s");
        }
    }

    /// <summary>Only a read that can be cancelled can be ended, so this one waits for such a one.</summary>
    public override int Read(Span<byte> buffer)
    {
        var lent = ArrayPool<byte>.Shared.Rent(buffer.Length);
        try
        {
            var read = ReadAsync(lent.AsMemory(0, buffer.Length)).AsTask().GetAwaiter().GetResult();
            lent.AsSpan(0, read).CopyTo(buffer);
            return read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(lent);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
