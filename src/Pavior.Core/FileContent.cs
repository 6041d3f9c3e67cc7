namespace Pavior.Core;

/// <summary>The bytes of one file of a target, readable at any offset without holding the whole of it.</summary>
public abstract class FileContent(string path)
{
    /// <summary>Path inside the target: '/'-separated, relative, without leading slash.</summary>
    public string Path { get; } = path;

    /// <summary>Length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Fills the buffer from the offset; returns fewer bytes only at the end of the file.</summary>
    public abstract int ReadAt(long offset, Span<byte> buffer);

    /// <summary>The whole file, valid only while it is being extracted: the engine uses the memory again, so what is kept is copied. Throws <see cref="ParseException"/> (limit reached) when it is longer than <paramref name="limit"/> bytes.</summary>
    public virtual ReadOnlyMemory<byte> ReadAll(int limit)
    {
        ThrowIfLonger(limit);
        var bytes = GC.AllocateUninitializedArray<byte>((int)Length);
        var read = ReadAt(0, bytes);
        return bytes.AsMemory(0, read);
    }

    /// <summary>
    /// Announces that so many bytes are going to be held at once, as by a database that is read in place. A scan of many files lets the
    /// others finish first where memory would not do for all.
    /// </summary>
    public virtual void Hold(long bytes)
    {
    }

    /// <summary>A seekable read-only view; disposing it leaves this object usable.</summary>
    public Stream OpenRead() => new FileContentStream(this);

    protected void ThrowIfLonger(int limit)
    {
        if (Length > limit)
            throw ParseException.Limit(Path, $"{Length} bytes, more than the limit of {limit}");
    }
}
