namespace Pavior.Testing;

/// <summary>Gives the bytes in pieces of some length, as networks do.</summary>
public sealed class PiecesStream(byte[] bytes, int piece) : MemoryStream(bytes)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, piece)]);
}
