using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Pavior.Testing;

/// <summary>Writes tars byte by byte, so that tests can also write what no tool would.</summary>
public sealed class TarBytes
{
    private readonly List<byte> _bytes = [];

    public TarBytes File(string path, string content) => File(path, Encoding.UTF8.GetBytes(content));

    public TarBytes File(string path, ReadOnlySpan<byte> content, int mode = 0x1a4) =>
        Raw(Header(path, '0', content.Length, mode: mode)).Padded(content);

    public TarBytes Folder(string path) => Raw(Header(path, '5', 0));

    public TarBytes Link(string path, string target) => Raw(Header(path, '2', 0, target));

    public TarBytes HardLink(string path, string target) => Raw(Header(path, '1', 0, target));

    /// <summary>A pax extended header for the next entry.</summary>
    public TarBytes Pax(params ReadOnlySpan<(string Key, string Value)> records)
    {
        var body = new StringBuilder();
        foreach (var (key, value) in records)
            body.Append(Record(key, value));
        var bytes = Encoding.UTF8.GetBytes(body.ToString());
        return Raw(Header("PaxHeaders/x", 'x', bytes.Length)).Padded(bytes);
    }

    /// <summary>A GNU long-name ('L') or long-link ('K') header for the next entry.</summary>
    public TarBytes GnuLong(char type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text + "\0");
        return Raw(Header("././@LongLink", type, bytes.Length)).Padded(bytes);
    }

    public TarBytes Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Content, filled up to a whole block.</summary>
    public TarBytes Padded(ReadOnlySpan<byte> content)
    {
        _bytes.AddRange(content);
        _bytes.AddRange(new byte[(512 - content.Length % 512) % 512]);
        return this;
    }

    /// <summary>The tar with its two closing blocks.</summary>
    public byte[] ToArray() => [.. _bytes, .. new byte[1024]];

    public byte[] ToArrayWithoutEnd() => [.. _bytes];

    /// <summary>A ustar header with a right checksum.</summary>
    public static byte[] Header(string path, char type, long size, string link = "", int mode = 0x1a4, Action<byte[]>? change = null)
    {
        var header = new byte[512];
        Put(header, 0, path, 100);
        Put(header, 100, Octal(mode, 7), 8);
        Put(header, 108, Octal(0, 7), 8);
        Put(header, 116, Octal(0, 7), 8);
        Put(header, 124, Octal(size, 11), 12);
        Put(header, 136, Octal(0, 11), 12);
        header[156] = (byte)type;
        Put(header, 157, link, 100);
        Put(header, 257, "ustar\0" + "00", 8);
        change?.Invoke(header);
        return WithChecksum(header);
    }

    /// <summary>A number in base 256, as GNU tar writes what octal digits cannot hold.</summary>
    public static void BigNumber(byte[] header, int at, long value)
    {
        header.AsSpan(at, 12).Clear();
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(at + 4, 8), value);
        header[at] = 0x80;
    }

    public static byte[] WithChecksum(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        Put(header, 148, Octal(header.Sum(b => b), 6) + "\0 ", 8);
        return header;
    }

    private static void Put(byte[] header, int at, string text, int room)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes.AsSpan(0, Math.Min(bytes.Length, room)).CopyTo(header.AsSpan(at));
    }

    private static string Octal(long value, int digits) => Convert.ToString(value, 8).PadLeft(digits, '0');

    private static string Record(string key, string value)
    {
        var rest = Encoding.UTF8.GetByteCount($" {key}={value}\n");
        var length = rest + 1;
        while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length)
            length = rest + length.ToString(CultureInfo.InvariantCulture).Length;
        return $"{length} {key}={value}\n";
    }
}
