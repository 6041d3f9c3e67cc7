using System.Buffers.Binary;
using System.Text;
using Pavior.Core;

namespace Pavior.Scan.MachineLearning;

/// <summary>
/// Walks the metadata of a GGUF file (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md) through a small window:
/// vocabularies of many megabytes are stepped over, tensors are never touched.
/// </summary>
internal sealed class GgufReader
{
    /// <summary>Longest key; the specification says 65535.</summary>
    private const int MaxKey = 65_535;

    /// <summary>Longest string that is kept; longer ones, such as chat templates, are stepped over.</summary>
    private const int MaxText = 4_096;

    /// <summary>Key-value pairs of one file; real files have below a hundred.</summary>
    private const int MaxPairs = 65_536;

    /// <summary>Bytes of a key that may be one of those that are asked for.</summary>
    private const int MaxWantedKey = 128;

    /// <summary>Characters of all texts that are kept.</summary>
    private const int MaxTexts = 4 * 1024 * 1024;

    /// <summary>Arrays inside of arrays; no writer makes more than one level.</summary>
    private const int MaxArrayDepth = 4;

    /// <summary>Bytes of metadata; the largest vocabularies take some tens of megabytes.</summary>
    private const long MaxHeader = 128L * 1024 * 1024;

    private const int WindowSize = 64 * 1024;

    private readonly FileContent _file;
    private readonly byte[] _window = new byte[WindowSize];
    private long _windowStart;
    private int _windowLength;
    private long _at;
    private bool _bigEndian;
    private int _texts;

    private GgufReader(FileContent file) => _file = file;

    public static GgufHeader Read(FileContent file) => new GgufReader(file).Header();

    private GgufHeader Header()
    {
        if (!Take(4).SequenceEqual("GGUF"u8))
            throw new ParseException(_file.Path, 0, "the bytes GGUF");
        var version = UInt32();
        if ((version & 0xFFFF) == 0)
        {
            _bigEndian = true;
            version = BinaryPrimitives.ReverseEndianness(version);
        }

        if (version is < 1 or > 3)
            throw ParseException.Unsupported(_file.Path, $"GGUF version {version}, of which 1 to 3 are known");
        var tensors = version == 1 ? UInt32() : UInt64();
        var pairs = version == 1 ? UInt32() : UInt64();
        if (pairs > MaxPairs)
            throw ParseException.Limit(_file.Path, $"{pairs} metadata pairs, more than {MaxPairs}");
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var numbers = new Dictionary<string, ulong>(StringComparer.Ordinal);
        for (var i = 0UL; i < pairs; i++)
            Pair(version, texts, numbers);
        return new GgufHeader(version, tensors, texts, numbers);
    }

    private void Pair(uint version, Dictionary<string, string> texts, Dictionary<string, ulong> numbers)
    {
        var length = Length(version);
        if (length is 0 or > MaxKey)
            throw new ParseException(_file.Path, _at, $"a metadata key of 1 to {MaxKey} bytes");
        var key = length <= MaxWantedKey ? Text((int)length) : Passed((int)length);
        var isWanted = IsWanted(key);
        var type = UInt32();
        switch (type)
        {
            case GgufType.String:
                var size = Length(version);
                if (isWanted && size <= MaxText && (_texts += (int)size) <= MaxTexts)
                    texts[key] = Text((int)size);
                else
                    Skip(size);
                break;
            case GgufType.UInt8 or GgufType.UInt16 or GgufType.UInt32 or GgufType.UInt64:
                var number = Number(type);
                if (isWanted)
                    numbers[key] = number;
                break;
            default:
                SkipValue(type, version, 0);
                break;
        }
    }

    private void SkipValue(uint type, uint version, int depth)
    {
        if (GgufType.SizeOf(type) is var size and > 0)
        {
            Skip((ulong)size);
            return;
        }

        switch (type)
        {
            case GgufType.String:
                Skip(Length(version));
                return;
            case GgufType.Array when depth < MaxArrayDepth:
                SkipArray(version, depth);
                return;
            case GgufType.Array:
                throw ParseException.Limit(_file.Path, $"arrays nested deeper than {MaxArrayDepth}");
            default:
                throw new ParseException(_file.Path, _at - 4, "a metadata type from 0 to 12");
        }
    }

    private void SkipArray(uint version, int depth)
    {
        var type = UInt32();
        var count = Length(version);
        if (GgufType.SizeOf(type) is var size and > 0)
        {
            if (count > (ulong)(MaxHeader / size))
                throw ParseException.Limit(_file.Path, $"metadata of more than {MaxHeader} bytes");
            Skip(count * (ulong)size);
            return;
        }

        // Each item takes at least its length from the file, which ends the loop for any count.
        for (var i = 0UL; i < count; i++)
            SkipValue(type, version, depth + 1);
    }

    private ulong Length(uint version) => version == 1 ? UInt32() : UInt64();

    private ulong Number(uint type)
    {
        var bytes = Take(GgufType.SizeOf(type));
        return bytes.Length switch
        {
            1 => bytes[0],
            2 => _bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => _bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => _bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
    }

    private uint UInt32() => (uint)Number(GgufType.UInt32);

    private ulong UInt64() => Number(GgufType.UInt64);

    /// <summary>Only these are asked for: a header may hold thousands of others.</summary>
    private static bool IsWanted(string key) => key.StartsWith("general.", StringComparison.Ordinal) || key.StartsWith("split.", StringComparison.Ordinal);

    private string Passed(int length)
    {
        Take(length);
        return "";
    }

    private string Text(int length) => Encoding.UTF8.GetString(Take(length));

    private void Skip(ulong bytes)
    {
        if (bytes > (ulong)MaxHeader || _at + (long)bytes > MaxHeader)
            throw ParseException.Limit(_file.Path, $"metadata of more than {MaxHeader} bytes");
        if (_at + (long)bytes > _file.Length)
            throw new ParseException(_file.Path, _at, $"{bytes} more bytes of metadata");
        _at += (long)bytes;
    }

    /// <summary>The next bytes, at most a window's length; valid until the next call.</summary>
    private ReadOnlySpan<byte> Take(int count)
    {
        var offset = _at - _windowStart;
        if (offset < 0 || offset + count > _windowLength)
        {
            _windowStart = _at;
            _windowLength = _file.ReadAt(_at, _window);
            offset = 0;
            if (_windowLength < count)
                throw new ParseException(_file.Path, _at, $"{count} more bytes of metadata");
        }

        _at += count;
        if (_at > MaxHeader)
            throw ParseException.Limit(_file.Path, $"metadata of more than {MaxHeader} bytes");
        return _window.AsSpan((int)offset, count);
    }
}
