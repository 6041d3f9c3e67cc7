using System.Security.Cryptography;
using Pavior.Core;

namespace Pavior.Formats.Files;

/// <summary>Passes bytes on and hashes them, so that a blob is read once for its content and its digest.</summary>
public sealed class HashingStream(Stream inner, HashAlgorithmName algorithm, long limit, string name = "stream") : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(algorithm);

    /// <summary>Bytes that passed so far.</summary>
    public long Count { get; private set; }

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    /// <summary>Lower-case hexadecimal of all that passed; the hash starts anew.</summary>
    public string HashHex() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Pass(buffer[..read]);
        return read;
    }

    public override bool CanLend => Lends(inner);

    public override ReadOnlyMemory<byte> Lend()
    {
        var lent = LendOf(inner);
        Pass(lent.Span);
        return lent;
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        Count += bytes.Length;
        if (Count > limit)
            throw ParseException.Limit(name, $"more bytes than the {limit} that were announced");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}
