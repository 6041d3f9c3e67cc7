namespace Pavior.Fuzz;

/// <summary>Damages valid inputs in the ways that break parsers: bits, lengths, pieces moved, cut and doubled. The same seed gives the same damage.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> corpus)
{
    /// <summary>Bytes of a mutated input: repetition may not grow it without end.</summary>
    private const int MaxLength = 4 * 1024 * 1024;

    private static readonly byte[][] Tokens =
    [
        [0], [0xff], "\n"u8.ToArray(), "\r\n"u8.ToArray(), "../"u8.ToArray(), "/"u8.ToArray(), "\""u8.ToArray(), "{"u8.ToArray(), "["u8.ToArray(),
        "-1"u8.ToArray(), "99999999999999999999"u8.ToArray(), "\\u0000"u8.ToArray(), "\\ud800"u8.ToArray(), [0xc0, 0x80], [0xef, 0xbb, 0xbf],
        [0xff, 0xff, 0xff, 0xff], [0x7f, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0x80], [1, 0, 0, 0, 0, 0, 0, 0],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], "%"u8.ToArray(), "&a *a"u8.ToArray(), "<!ENTITY"u8.ToArray(), ": "u8.ToArray(), "    "u8.ToArray(),
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        if (corpus.Count == 0)
            return RandomBytes();
        var bytes = corpus[_random.Next(corpus.Count)].ToList();
        for (var changes = 1 + _random.Next(6); changes > 0; changes--)
            Change(bytes);
        return bytes.Count > MaxLength ? [.. bytes.Take(MaxLength)] : [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        if (bytes.Count == 0)
        {
            bytes.AddRange(RandomBytes());
            return;
        }

        var at = _random.Next(bytes.Count);
        var length = Math.Min(bytes.Count - at, 1 + _random.Next(_random.Next(2) == 0 ? 8 : 512));
        switch (_random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                Overwrite(bytes, at, Tokens[_random.Next(Tokens.Length)]);
                break;
            case 5:
                bytes.InsertRange(at, Tokens[_random.Next(Tokens.Length)]);
                break;
            case 6:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 7:
                Splice(bytes, at, length);
                break;
            default:
                Repeat(bytes, at, Math.Min(length, 16));
                break;
        }
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] token)
    {
        for (var i = 0; i < token.Length && at + i < bytes.Count; i++)
            bytes[at + i] = token[i];
    }

    private void Splice(List<byte> bytes, int at, int length)
    {
        var other = corpus[_random.Next(corpus.Count)];
        if (other.Length == 0)
            return;
        var from = _random.Next(other.Length);
        bytes.InsertRange(at, other[from..Math.Min(other.Length, from + length)]);
    }

    /// <summary>Nesting is the classic: the same opening a thousand times.</summary>
    private void Repeat(List<byte> bytes, int at, int length)
    {
        var piece = bytes.GetRange(at, length);
        var times = 1 << _random.Next(1, 12);
        var run = new List<byte>(length * times);
        for (var i = 0; i < times; i++)
            run.AddRange(piece);
        bytes.InsertRange(at, run);
    }

    private byte[] RandomBytes()
    {
        var bytes = new byte[_random.Next(2048)];
        _random.NextBytes(bytes);
        return bytes;
    }
}
