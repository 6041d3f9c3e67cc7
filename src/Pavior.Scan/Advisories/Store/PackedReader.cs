using Pavior.Core;

namespace Pavior.Scan.Advisories.Store;

/// <summary>Reads LEB128 records of a section, over the borders of blocks; damage is a <see cref="ParseException"/>, never a read beyond the section.</summary>
internal ref struct PackedReader
{
    /// <summary>Things of one kind that a record may hold; a list of versions, the longest, has 200,000.</summary>
    public const int MaxItems = 2_000_000;

    private readonly BlockFile _file;
    private readonly int _end;
    private ReadOnlySpan<byte> _block;
    private int _blockStart;
    private int _at;

    /// <param name="file">The database.</param>
    /// <param name="section">Where records of this kind lie.</param>
    /// <param name="offset">From the start of the section.</param>
    public PackedReader(BlockFile file, (int Offset, int Length) section, int offset)
    {
        _file = file;
        _end = section.Offset + section.Length;
        if ((uint)offset >= (uint)section.Length)
            throw new ParseException(file.Name, section.Offset, $"a record within the {section.Length} bytes of the section, not at {offset}");
        _blockStart = section.Offset + offset;
    }

    private readonly int Position => _blockStart + _at;

    public uint Number()
    {
        // Most numbers are one byte.
        if (_at < _block.Length && _block[_at] < 0x80)
            return _block[_at++];
        return LongNumber();
    }

    private uint LongNumber()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (_at == _block.Length && !NextBlock())
                break;
            var part = _block[_at++];
            value |= (uint)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }

        throw new ParseException(_file.Name, Position, "a number inside the record");
    }

    /// <summary>A number of things that each take a byte at least, so that a false one cannot ask for more than there is.</summary>
    public int Count()
    {
        var count = Number();
        return count <= _end - Position && count <= MaxItems ? (int)count : throw new ParseException(_file.Name, Position, "a count of what the record holds");
    }

    /// <summary>A number that stands for one of a few words.</summary>
    public int UpTo(int most, string expected)
    {
        var number = Number();
        return number <= most ? (int)number : throw new ParseException(_file.Name, Position, expected);
    }

    private bool NextBlock()
    {
        var start = Position;
        if (start >= _end)
            return false;
        var (number, within) = Math.DivRem(start, DatabaseFormat.BlockLength);
        var block = _file.Block(number)[within..];
        _block = block[..Math.Min(block.Length, _end - start)];
        (_blockStart, _at) = (start, 0);
        return true;
    }
}
