using Pavior.Formats.Files;

namespace Pavior.Testing;

/// <summary>Lends bytes in pieces of changing length from one place that it writes over each time: who keeps what was lent reads rubbish.</summary>
public sealed class LendingBytes(byte[] bytes) : ForwardStream
{
    private static readonly int[] Lengths = [1, 511, 700, 2, 512, 3000];

    private readonly byte[] _place = new byte[3000];
    private int _at;
    private int _piece;

    public override bool CanLend => true;

    public override ReadOnlyMemory<byte> Lend()
    {
        Array.Fill(_place, (byte)0xa5);
        var count = Math.Min(Lengths[_piece++ % Lengths.Length], bytes.Length - _at);
        bytes.AsSpan(_at, count).CopyTo(_place);
        _at += count;
        return _place.AsMemory(0, count);
    }

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, bytes.Length - _at);
        bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}
