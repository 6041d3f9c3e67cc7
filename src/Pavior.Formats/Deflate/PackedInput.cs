namespace Pavior.Formats.Deflate;

/// <summary>The packed bytes, read ahead in large pieces. What is not taken here is not lost: the next member of the same stream starts there.</summary>
internal sealed class PackedInput(Stream packed)
{
    private const int Size = 64 * 1024;

    /// <summary>The bytes from <see cref="At"/> to <see cref="End"/> are still to be taken.</summary>
    public byte[] Buffer { get; } = GC.AllocateUninitializedArray<byte>(Size);

    public int At { get; set; }

    public int End { get; private set; }

    /// <summary>The stream said that there is no more.</summary>
    public bool Ended { get; private set; }

    public int Available => End - At;

    public ReadOnlySpan<byte> Rest => Buffer.AsSpan(At, End - At);

    /// <summary>Reads once more behind what is left. False at the end of the stream.</summary>
    public bool Refill()
    {
        if (Ended)
            return false;
        Rest.CopyTo(Buffer);
        (At, End) = (0, End - At);
        var read = packed.Read(Buffer.AsSpan(End));
        End += read;
        Ended = read == 0;
        return read > 0;
    }

    /// <summary>The next byte; -1 at the end of the stream.</summary>
    public int TakeByte() => At < End || Refill() ? Buffer[At++] : -1;
}
