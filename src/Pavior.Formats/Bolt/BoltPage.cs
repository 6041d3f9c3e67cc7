using System.Buffers.Binary;
using Pavior.Core;

namespace Pavior.Formats.Bolt;

/// <summary>A branch or leaf page: header (id, flags, count, overflow), then elements of 16 bytes that point to keys and values behind them.</summary>
internal readonly ref struct BoltPage
{
    public const int HeaderSize = 16;

    private const int ElementSize = 16;
    private const ushort BranchFlag = 0x01;
    private const ushort LeafFlag = 0x02;

    private readonly string _path;
    private readonly ReadOnlySpan<byte> _bytes;

    /// <exception cref="ParseException">Neither a branch nor a leaf, or more elements than fit.</exception>
    public BoltPage(string path, ReadOnlySpan<byte> bytes)
    {
        _path = path;
        _bytes = bytes;
        if (bytes.Length < HeaderSize)
            throw new ParseException(path, 0, "a page header of 16 bytes");
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        if (flags is not (BranchFlag or LeafFlag))
            throw new ParseException(path, 0, $"a branch or leaf page, not one with flags {flags:x}");
        IsLeaf = flags == LeafFlag;
        Count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]);
        if (HeaderSize + Count * ElementSize > bytes.Length)
            throw new ParseException(path, 0, $"a page with room for its {Count} elements");
    }

    public bool IsLeaf { get; }

    public int Count { get; }

    /// <summary>True when the value of a leaf's element is a bucket.</summary>
    public bool IsBucket(int index) => (BinaryPrimitives.ReadUInt32LittleEndian(Element(index)) & 1) != 0;

    /// <summary>The page below a branch's element.</summary>
    public ulong Child(int index) => BinaryPrimitives.ReadUInt64LittleEndian(Element(index)[8..]);

    public ReadOnlySpan<byte> Key(int index) => IsLeaf
        ? Slice(index, Number(index, 4), Number(index, 8))
        : Slice(index, Number(index, 0), Number(index, 4));

    public ReadOnlySpan<byte> Value(int index) => Slice(index, Number(index, 4) + (long)Number(index, 8), Number(index, 12));

    private uint Number(int index, int at) => BinaryPrimitives.ReadUInt32LittleEndian(Element(index)[at..]);

    private ReadOnlySpan<byte> Element(int index) => _bytes.Slice(HeaderSize + index * ElementSize, ElementSize);

    /// <summary>Positions count from the element itself.</summary>
    private ReadOnlySpan<byte> Slice(int index, long position, long length)
    {
        var start = HeaderSize + index * ElementSize + position;
        return start <= _bytes.Length && length <= _bytes.Length - start
            ? _bytes.Slice((int)start, (int)length)
            : throw new ParseException(_path, 0, "keys and values inside their page");
    }
}
