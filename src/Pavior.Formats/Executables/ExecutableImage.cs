using Pavior.Core;

namespace Pavior.Formats.Executables;

/// <summary>The layout of one program or library, whatever its container: where its sections lie in the file and in memory.</summary>
public abstract class ExecutableImage(FileContent file)
{
    /// <summary>The file, or the slice of a multi-architecture file, that offsets refer to.</summary>
    public FileContent File { get; } = file;

    public bool IsBigEndian { get; private protected init; }

    public bool Is64Bit { get; private protected init; }

    /// <summary>Named parts; empty when the section table was stripped.</summary>
    public IReadOnlyList<ExecutableRange> Sections { get; private protected init; } = [];

    /// <summary>Loaded parts, in the order of the header. For PE these are the sections.</summary>
    public IReadOnlyList<ExecutableRange> Segments { get; private protected init; } = [];

    /// <summary>The first offset behind everything that the headers describe; what follows was appended by a packer or bundler.</summary>
    public long EndOfImage { get; private protected init; }

    /// <summary>Bytes that the headers describe and that may carry what a program says of itself are missing: data, or the tables themselves.</summary>
    public bool IsTruncated { get; private protected init; }

    public ExecutableRange? Section(string name)
    {
        foreach (var section in Sections)
        {
            if (section.Name == name)
                return section;
        }

        return null;
    }

    /// <summary>Fills the buffer from a virtual address; returns fewer bytes at the end of the segment, 0 for an address outside the file.</summary>
    public int ReadVirtual(ulong address, Span<byte> buffer)
    {
        foreach (var segment in Segments)
        {
            if (address < segment.Address || address - segment.Address >= (ulong)segment.Size)
                continue;
            var skip = (long)(address - segment.Address);
            var count = (int)Math.Min(buffer.Length, segment.Size - skip);
            return File.ReadAt(segment.Offset + skip, buffer[..count]);
        }

        return 0;
    }

    /// <summary>Cuts an offset and size from a header to what the file has; true for <paramref name="cut"/> when something was missing.</summary>
    private protected static (long Offset, long Size) Clip(ulong offset, ulong size, long length, out bool cut)
    {
        cut = size > 0 && (offset > (ulong)length || size > (ulong)length - offset);
        if (!cut)
            return size == 0 ? (0, 0) : ((long)offset, (long)size);
        var start = (long)Math.Min(offset, (ulong)length);
        return (start, length - start);
    }
}
