using Pavior.Core;

namespace Pavior.Formats.Files;

/// <summary>The plain bytes of a packed stream; damage is a <see cref="ParseException"/>, whatever the library calls it.</summary>
internal sealed class UnpackedStream(Stream plain, string name) : ForwardStream
{
    private long _position;
    private ParseException? _damage;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>After damage every further read says so again: what a decoder makes of the rest means nothing.</summary>
    public override int Read(Span<byte> buffer)
    {
        if (_damage is not null)
            throw _damage;
        try
        {
            var read = plain.Read(buffer);
            _position += read;
            return read;
        }
        catch (Exception bad) when (IsDamage(bad))
        {
            throw Damaged(bad);
        }
    }

    public override bool CanLend => Lends(plain);

    public override ReadOnlyMemory<byte> Lend()
    {
        if (_damage is not null)
            throw _damage;
        try
        {
            var lent = LendOf(plain);
            _position += lent.Length;
            return lent;
        }
        catch (Exception bad) when (IsDamage(bad))
        {
            throw Damaged(bad);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_damage is not null)
            throw _damage;
        try
        {
            var read = await plain.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            _position += read;
            return read;
        }
        catch (Exception bad) when (IsDamage(bad))
        {
            throw Damaged(bad);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            plain.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsDamage(Exception bad) => bad is InvalidDataException or ZstdSharp.ZstdException or EndOfStreamException;

    private ParseException Damaged(Exception bad) => _damage = new(name, _position, $"intact compressed data ({bad.Message})");
}
