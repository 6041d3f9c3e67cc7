using System.Buffers.Binary;
using Pavior.Core;

namespace Pavior.Formats.Zip;

/// <summary>Walks a central directory through a small buffer.</summary>
public ref struct ZipEntries
{
    private const int HeaderSize = 46;
    private const int BufferSize = 32 * 1024;
    private const ushort Zip64Extra = 0x0001;

    private readonly FileContent _file;
    private readonly ZipEnd _end;
    private byte[] _buffer;
    private long _bufferStart;
    private int _filled;
    private int _at;
    private long _count;

    internal ZipEntries(FileContent file, in ZipEnd end)
    {
        _file = file;
        _end = end;
        _bufferStart = end.DirectoryStart;
        _buffer = new byte[(int)Math.Min(BufferSize, Math.Max(end.DirectorySize, HeaderSize))];
    }

    public ZipEntry Current { get; private set; }

    public readonly ZipEntries GetEnumerator() => this;

    /// <exception cref="ParseException">The directory is cut off, its sizes lie, or a limit is reached.</exception>
    public bool MoveNext()
    {
        var position = _bufferStart + _at;
        if (position >= _end.DirectoryStart + _end.DirectorySize)
        {
            ThrowIfCountDiffers();
            return false;
        }

        if (++_count > ZipLimits.MaxEntries)
            throw ParseException.Limit(_file.Path, $"more than {ZipLimits.MaxEntries} zip entries");
        Ensure(HeaderSize);
        var header = _buffer.AsSpan(_at, HeaderSize);
        if (!header.StartsWith("PK\x01\x02"u8))
            throw new ParseException(_file.Path, position, "a zip directory entry");
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]);
        var commentLength = BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
        if (nameLength > ZipLimits.MaxName)
            throw ParseException.Limit(_file.Path, $"a zip entry name of more than {ZipLimits.MaxName} bytes");
        Ensure(HeaderSize + nameLength + extraLength + commentLength);
        Current = Read(_buffer.AsSpan(_at, HeaderSize + nameLength + extraLength), nameLength, position);
        _at += HeaderSize + nameLength + extraLength + commentLength;
        return true;
    }

    private readonly ZipEntry Read(ReadOnlySpan<byte> record, int nameLength, long position)
    {
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(record[20..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(record[42..]);
        if (packed == uint.MaxValue || size == uint.MaxValue || offset == uint.MaxValue)
            ReadZip64(record[(HeaderSize + nameLength)..], ref packed, ref size, ref offset, position);
        return new ZipEntry
        {
            Name = record.Slice(HeaderSize, nameLength),
            Flags = BinaryPrimitives.ReadUInt16LittleEndian(record[8..]),
            Method = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]),
            Crc = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]),
            PackedSize = packed,
            Size = size,
            HeaderOffset = offset,
        };
    }

    /// <summary>The extra field holds, in this order, only those of the three that are all ones in the entry (APPNOTE 4.5.3).</summary>
    private readonly void ReadZip64(ReadOnlySpan<byte> extra, ref long packed, ref long size, ref long offset, long position)
    {
        while (extra.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4)
                break;
            var data = extra.Slice(4, length);
            extra = extra[(4 + length)..];
            if (id != Zip64Extra)
                continue;
            Take(ref data, ref size, position);
            Take(ref data, ref packed, position);
            Take(ref data, ref offset, position);
            return;
        }

        // Without the extra field the values are meant as they stand: an entry of exactly 4 GiB - 1.
    }

    private readonly void Take(ref ReadOnlySpan<byte> data, ref long value, long position)
    {
        if (value != uint.MaxValue)
            return;
        if (data.Length < 8)
            throw new ParseException(_file.Path, position, "eight bytes in the zip64 extra field");
        value = BinaryPrimitives.ReadInt64LittleEndian(data);
        data = data[8..];
        if (value < 0)
            throw new ParseException(_file.Path, position, "zip64 sizes below 2^63");
    }

    /// <summary>Makes the next bytes of the directory lie in the buffer from <c>_at</c> on.</summary>
    private void Ensure(int count)
    {
        if (_filled - _at >= count)
            return;
        var position = _bufferStart + _at;
        var left = _end.DirectoryStart + _end.DirectorySize - position;
        if (count > left)
            throw new ParseException(_file.Path, position, $"{count} bytes of a zip directory entry");
        if (count > _buffer.Length)
            _buffer = new byte[count];
        _filled = _file.ReadAt(position, _buffer.AsSpan(0, (int)Math.Min(left, _buffer.Length)));
        _bufferStart = position;
        _at = 0;
        if (_filled < count)
            throw new ParseException(_file.Path, position + _filled, "the rest of the zip directory");
    }

    /// <summary>Old writers store only the low 16 bits of a count above 65,535.</summary>
    private readonly void ThrowIfCountDiffers()
    {
        var same = _end.IsZip64 ? _count == _end.Entries : (ushort)_count == (ushort)_end.Entries;
        if (!same)
            throw new ParseException(_file.Path, _end.DirectoryStart, $"{_end.Entries} zip directory entries, not {_count}");
    }
}
