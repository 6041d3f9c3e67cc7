using Pavior.Formats.Files;

namespace Pavior.Scan.Layers;

/// <summary>Says of a stream's bytes how many passed, to somebody who may put an end to it.</summary>
internal sealed class MeteredStream(Stream inner, Action<long> take) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        take(read);
        return read;
    }

    public override bool CanLend => Lends(inner);

    public override ReadOnlyMemory<byte> Lend()
    {
        var lent = LendOf(inner);
        take(lent.Length);
        return lent;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
