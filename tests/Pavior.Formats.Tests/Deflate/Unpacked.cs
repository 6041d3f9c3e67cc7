using System.IO.Compression;
using Pavior.Formats.Deflate;
using Pavior.Testing;

namespace Pavior.Formats.Tests.Deflate;

/// <summary>What a decoder made of packed bytes: the plain bytes up to the end or the damage, and what the damage is.</summary>
internal sealed record Unpacked(byte[] Bytes, string? Damage)
{
    public static Unpacked Raw(byte[] packed, int piece = int.MaxValue)
    {
        using var inflater = new Inflater(new PackedInput(new PiecesStream(packed, piece)));
        var plain = new MemoryStream();
        try
        {
            while (inflater.Fill())
            {
                plain.Write(inflater.Ready.Span);
                inflater.Take(inflater.Ready.Length);
            }

            return new Unpacked(plain.ToArray(), null);
        }
        catch (InvalidDataException bad)
        {
            return new Unpacked(plain.ToArray(), bad.Message);
        }
    }

    public static Unpacked Gzip(byte[] packed, int piece = int.MaxValue, int read = 128 * 1024) =>
        Read(new GzipReader(new PiecesStream(packed, piece)), read);

    public static Unpacked RawBySystem(byte[] packed) => Read(new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress), 64 * 1024);

    private static Unpacked Read(Stream stream, int read)
    {
        using var reader = stream;
        var plain = new MemoryStream();
        var buffer = new byte[read];
        try
        {
            for (int count; (count = reader.Read(buffer)) > 0;)
                plain.Write(buffer.AsSpan(0, count));
            return new Unpacked(plain.ToArray(), null);
        }
        catch (InvalidDataException bad)
        {
            return new Unpacked(plain.ToArray(), bad.Message);
        }
    }
}
