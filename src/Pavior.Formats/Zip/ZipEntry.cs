namespace Pavior.Formats.Zip;

/// <summary>One entry of the central directory while it is walked; <see cref="Name"/> is valid until the next step.</summary>
public readonly ref struct ZipEntry
{
    /// <summary>As stored, with '/' between folders; not to be trusted as a path.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    public long PackedSize { get; init; }

    public long Size { get; init; }

    public bool IsFolder => Name.EndsWith("/"u8);

    internal long HeaderOffset { get; init; }

    internal uint Crc { get; init; }

    internal ushort Method { get; init; }

    internal ushort Flags { get; init; }

    /// <summary>The entry for later, with its own copy of the name.</summary>
    public ZipMember Keep() => new(this);
}
