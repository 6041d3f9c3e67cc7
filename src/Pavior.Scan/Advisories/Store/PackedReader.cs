using Pavior.Core;

namespace Pavior.Scan.Advisories.Store;

/// <summary>Reads LEB128 records of a database; damage is a <see cref="ParseException"/>, never a read beyond the section.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes, int offset, string name)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at = offset;

    public uint Number()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if ((uint)_at >= (uint)_bytes.Length)
                break;
            var part = _bytes[_at++];
            value |= (uint)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }

        throw new ParseException(name, _at, "a number inside the record");
    }

    /// <summary>A number of things that each take a byte at least, so that a damaged one cannot ask for more than there is.</summary>
    public int Count()
    {
        var count = Number();
        return count <= _bytes.Length - _at ? (int)count : throw new ParseException(name, _at, "a count of what the record holds");
    }
}
