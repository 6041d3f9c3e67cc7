namespace Pavior.Formats.Files;

/// <summary>A stream that is read once, from its start on, and nothing else: the ground of every filter that bytes pass on their way. Only reading spans is left to write, and reading without blocking for what waits.</summary>
public abstract class ForwardStream : Stream
{
    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override int Read(Span<byte> buffer);

    /// <summary>Whether <see cref="Lend"/> can be called in place of reading.</summary>
    public virtual bool CanLend => false;

    /// <summary>
    /// The next bytes where they lie, taken from the stream without a copy: as many as are ready, at least one but at the end. Valid until the stream is
    /// used again.
    /// </summary>
    public virtual ReadOnlyMemory<byte> Lend() => throw new NotSupportedException();

    /// <summary>For filters: the next bytes of what they read from, which can lend.</summary>
    protected static ReadOnlyMemory<byte> LendOf(Stream inner) => ((ForwardStream)inner).Lend();

    /// <summary>For filters: whether what they read from can lend.</summary>
    protected static bool Lends(Stream inner) => inner is ForwardStream { CanLend: true };

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads at once; what waits for others overrides it.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new ValueTask<int>(Read(buffer.Span));

    public sealed override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public sealed override void Flush()
    {
    }

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
