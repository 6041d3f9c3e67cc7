using System.Text;
using Pavior.Core;

namespace Pavior.Scan.Cache;

/// <summary>
/// Reads the fields of a stored layer. Whoever can write to the cache's folder can also make the hash of an entry fit, so nothing in it is believed:
/// what does not fit is a <see cref="ParseException"/>, and the entry is not used.
/// </summary>
internal sealed class StoredReader(byte[] bytes, int length)
{
    /// <summary>Items of one list: as many entries as all layers of an image may have.</summary>
    private const int MaxItems = 4_000_000;

    private int _position;

    public bool AtEnd => _position == length;

    public byte ReadByte() => Take(1)[0];

    /// <summary>A byte that stands for one of the first values of an enumeration.</summary>
    public byte ReadByte(byte largest) => ReadByte() is var value && value <= largest ? value : throw Wrong("one of the known values");

    public bool ReadBoolean() => ReadByte(1) == 1;

    /// <summary>A number of 7 bits a byte, as <see cref="BinaryWriter.Write7BitEncodedInt"/> writes it.</summary>
    public int ReadInt()
    {
        var value = 0u;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = ReadByte();
            value |= (uint)(part & 0x7f) << shift;
            if (part < 0x80)
                return (int)value;
        }

        throw Wrong("a number of at most five bytes");
    }

    /// <summary>How many items follow, each of at least so many bytes.</summary>
    public int ReadCount(int least)
    {
        var count = ReadInt();
        return count >= 0 && count <= MaxItems && (long)count * least <= length - _position ? count : throw Wrong("as many items as there is room for");
    }

    public ReadOnlySpan<byte> ReadBytes() => Take(ReadInt());

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > length - _position)
            throw Wrong($"{count} bytes");
        var taken = bytes.AsSpan(_position, count);
        _position += count;
        return taken;
    }

    public string ReadString() => Encoding.UTF8.GetString(ReadBytes());

    public string? ReadOptional() => ReadBoolean() ? ReadString() : null;

    public T[] ReadAll<T>(Func<StoredReader, T> read, int least = 1)
    {
        var items = new T[ReadCount(least)];
        for (var i = 0; i < items.Length; i++)
            items[i] = read(this);
        return items;
    }

    public ParseException Wrong(string expected) => new("cache entry", _position, expected);
}
