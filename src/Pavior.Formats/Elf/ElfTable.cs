using Pavior.Core;

namespace Pavior.Formats.Elf;

/// <summary>A table of headers, read in pieces: what is held at once does not depend on the numbers that the file states.</summary>
internal sealed class ElfTable
{
    private const int Piece = 64 * 1024;

    private readonly FileContent _file;
    private readonly long _start;
    private readonly int _entry;
    private readonly byte[] _piece;
    private int _first;
    private int _held;

    private ElfTable(FileContent file, long start, int count, int entry)
    {
        _file = file;
        _start = start;
        _entry = entry;
        Count = count;
        _piece = new byte[(int)Math.Min(Piece / entry, Math.Max(count, 1)) * entry];
    }

    /// <summary>Entries that the file has whole, at most as many as it states.</summary>
    public int Count { get; }

    /// <param name="file">The program.</param>
    /// <param name="offset">Where the header says the table is.</param>
    /// <param name="count">How many entries it says there are.</param>
    /// <param name="entry">Bytes of one, below <see cref="Piece"/>.</param>
    /// <param name="end">Moved behind the table.</param>
    /// <param name="truncated">Set when entries are missing.</param>
    public static ElfTable Open(FileContent file, ulong offset, int count, int entry, ref long end, ref bool truncated)
    {
        var stated = (ulong)count * (ulong)entry;
        var start = (long)Math.Min(offset, (ulong)file.Length);
        var size = (long)Math.Min(stated, (ulong)(file.Length - start));
        truncated |= (ulong)size < stated;
        end = Math.Max(end, start + size);
        return new ElfTable(file, start, (int)(size / entry), entry);
    }

    /// <summary>The bytes of an entry, valid until the next is asked for; zeros where the file gives none.</summary>
    public ReadOnlySpan<byte> Entry(int index)
    {
        if (index < _first || index >= _first + _held)
        {
            _first = index;
            _held = _piece.Length / _entry;
            var read = _file.ReadAt(_start + ((long)index * _entry), _piece);
            _piece.AsSpan(read).Clear();
        }

        return _piece.AsSpan((index - _first) * _entry, _entry);
    }
}
