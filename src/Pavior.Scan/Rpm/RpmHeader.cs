using System.Buffers.Binary;
using Pavior.Core;

namespace Pavior.Scan.Rpm;

/// <summary>
/// The tags of one package header as the database stores it (rpm, docs/manual/hregions.md and lib/header.c): number of index entries, number
/// of data bytes, 16 bytes an entry, data; all numbers big-endian. The immutable region holds the tags of the package as it was built,
/// those added at installation follow it; the index lists both, and of two entries for one tag the later counts.
/// </summary>
internal readonly ref struct RpmHeader
{
    public const int Name = 1000;
    public const int Version = 1001;
    public const int Release = 1002;
    public const int Epoch = 1003;
    public const int Vendor = 1011;
    public const int License = 1014;
    public const int Packager = 1015;
    public const int Architecture = 1022;
    public const int OldFileNames = 1027;
    public const int SourceRpm = 1044;
    public const int ProvideName = 1047;
    public const int RequireName = 1049;
    public const int DirIndexes = 1116;
    public const int BaseNames = 1117;
    public const int DirNames = 1118;
    public const int ModularityLabel = 5096;

    private const int IntroLength = 8;

    private const int EntryLength = 16;

    /// <summary>HEADER_TAGS_MAX in rpm.</summary>
    private const int MaxEntries = 0xFFFF;

    /// <summary>Bytes of one text: a name, a version, a licence.</summary>
    private const int MaxText = 32 * 1024;

    private const uint TypeInt32 = 4;
    private const uint TypeString = 6;
    private const uint TypeStringArray = 8;
    private const uint TypeI18NString = 9;

    private readonly ReadOnlySpan<byte> _index;
    private readonly ReadOnlySpan<byte> _data;
    private readonly string _path;

    private RpmHeader(ReadOnlySpan<byte> index, ReadOnlySpan<byte> data, string path)
    {
        _index = index;
        _data = data;
        _path = path;
    }

    /// <exception cref="ParseException">The counts do not fit the bytes.</exception>
    public static RpmHeader Open(ReadOnlySpan<byte> blob, string path)
    {
        if (blob.Length < IntroLength)
            throw new ParseException(path, 0, "a package header of at least 8 bytes");
        var entries = BinaryPrimitives.ReadUInt32BigEndian(blob);
        var dataLength = BinaryPrimitives.ReadUInt32BigEndian(blob[4..]);
        if (entries is 0 or > MaxEntries)
            throw new ParseException(path, 0, $"1 to {MaxEntries} tags in a package header, not {entries}");
        var dataStart = IntroLength + (EntryLength * (int)entries);
        if (blob.Length < dataStart || dataLength > blob.Length - dataStart)
            throw new ParseException(path, 0, $"a package header of {entries} tags and {dataLength} data bytes, not of {blob.Length} bytes");
        return new RpmHeader(blob[IntroLength..dataStart], blob.Slice(dataStart, (int)dataLength), path);
    }

    /// <summary>A text tag, without its end; empty when the header has none.</summary>
    public ReadOnlySpan<byte> Text(int tag)
    {
        if (!TryFind(tag, out var type, out var data, out var count) || count == 0)
            return default;
        if (type is not (TypeString or TypeStringArray or TypeI18NString))
            throw Bad(tag, "a text");
        var text = CString(data, tag);
        return text.Length <= MaxText ? text : throw ParseException.Limit(_path, $"tag {tag} of a package header with {text.Length} bytes of text, more than {MaxText}");
    }

    /// <summary>The first number of a tag; null when the header has none.</summary>
    public uint? Number(int tag)
    {
        var numbers = Numbers(tag);
        return numbers.IsEmpty ? null : BinaryPrimitives.ReadUInt32BigEndian(numbers);
    }

    /// <summary>The big-endian 32-bit numbers of a tag, four bytes each.</summary>
    public ReadOnlySpan<byte> Numbers(int tag)
    {
        if (!TryFind(tag, out var type, out var data, out var count))
            return default;
        if (type != TypeInt32 || count > data.Length / 4)
            throw Bad(tag, $"{count} numbers of 32 bits");
        return data[..(4 * (int)count)];
    }

    /// <summary>The texts of a tag, each ended by a zero byte.</summary>
    public ReadOnlySpan<byte> Texts(int tag, out int count)
    {
        count = 0;
        if (!TryFind(tag, out var type, out var data, out var declared))
            return default;
        if (type is not (TypeString or TypeStringArray) || declared > data.Length)
            throw Bad(tag, $"{declared} texts");
        count = (int)declared;
        var length = 0;
        for (var i = 0; i < count; i++)
            length += CString(data[length..], tag).Length + 1;
        return data[..length];
    }

    /// <summary>Takes the next text off what <see cref="Texts"/> gave; false at its end.</summary>
    public static bool TakeText(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (rest.IsEmpty)
            return false;
        var end = rest.IndexOf((byte)0);
        text = rest[..end];
        rest = rest[(end + 1)..];
        return true;
    }

    private bool TryFind(int tag, out uint type, out ReadOnlySpan<byte> data, out uint count)
    {
        for (var at = _index.Length - EntryLength; at >= 0; at -= EntryLength)
        {
            var entry = _index.Slice(at, EntryLength);
            if (BinaryPrimitives.ReadInt32BigEndian(entry) != tag)
                continue;
            type = BinaryPrimitives.ReadUInt32BigEndian(entry[4..]);
            var offset = BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
            count = BinaryPrimitives.ReadUInt32BigEndian(entry[12..]);
            if (offset > _data.Length)
                throw Bad(tag, "data within the header");
            data = _data[(int)offset..];
            return true;
        }

        type = count = 0;
        data = default;
        return false;
    }

    private ReadOnlySpan<byte> CString(ReadOnlySpan<byte> data, int tag)
    {
        var end = data.IndexOf((byte)0);
        return end >= 0 ? data[..end] : throw Bad(tag, "a text that ends within the header");
    }

    private ParseException Bad(int tag, string expected) => new(_path, 0, $"tag {tag} of a package header to hold {expected}");
}
