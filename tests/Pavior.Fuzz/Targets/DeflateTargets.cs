using System.IO.Compression;
using Pavior.Formats.Deflate;
using Pavior.Testing;

namespace Pavior.Fuzz.Targets;

/// <summary>Our inflater against the system's: the same bytes, or both refuse.</summary>
internal static class DeflateTargets
{
    /// <summary>Plain bytes that are compared: a bomb is as good as any other input after so many.</summary>
    private const int MaxPlain = 1024 * 1024;

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new FuzzTarget("deflate", Raw(), CompareRaw),
        new FuzzTarget("gzip", Gzip(), CompareGzip),
    ];

    private static void CompareRaw(byte[] packed)
    {
        var ours = Inflate(packed, int.MaxValue);
        var slowly = Inflate(packed, 1 + (packed.Length % 40));
        Require(ours.Damage == slowly.Damage && ours.Plain.AsSpan().SequenceEqual(slowly.Plain), $"whole: {ours.Damage}, in pieces: {slowly.Damage}");
        Compare(ours, packed, bytes => Read(new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress)));
    }

    private static void CompareGzip(byte[] packed)
    {
        var ours = Read(new GzipReader(new MemoryStream(packed)));
        var slowly = Read(new GzipReader(new PiecesStream(packed, 1 + (packed.Length % 40))));
        Require(ours.Damage == slowly.Damage && ours.Plain.AsSpan().SequenceEqual(slowly.Plain), $"whole: {ours.Damage}, in pieces: {slowly.Damage}");

        // The system passes over what follows the members, and has no limit for names.
        if (ours.Damage is null || !(ours.Damage.Contains("after the gzip data", StringComparison.Ordinal) || ours.Damage.Contains("a name or comment", StringComparison.Ordinal)))
            Compare(ours, packed, bytes => Read(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)));
    }

    /// <summary>The system says nothing of data that end early, and hands out nothing of the piece that is damaged.</summary>
    private static void Compare((byte[] Plain, string? Damage) ours, byte[] packed, Func<byte[], (byte[] Plain, string? Damage)> system)
    {
        var theirs = system(packed);
        if (ours.Damage is null)
        {
            Require(theirs.Damage is null && ours.Plain.AsSpan().SequenceEqual(theirs.Plain), $"the system says {theirs.Damage} after {theirs.Plain.Length} bytes, not {ours.Plain.Length}");
            return;
        }

        if (ours.Damage.Contains("packed data end", StringComparison.Ordinal) && theirs.Damage is null)
        {
            Require(ours.Plain.AsSpan().SequenceEqual(theirs.Plain), $"cut: {ours.Plain.Length} bytes, the system has {theirs.Plain.Length}");
            return;
        }

        // A code that cannot be is refused at once here, and by the system after the lengths that it would give: these may be missing.
        if (theirs.Damage is null)
            theirs = system([.. packed, .. new byte[1024]]);
        Require(theirs.Damage is not null && ours.Plain.AsSpan().StartsWith(theirs.Plain), $"{ours.Damage} after {ours.Plain.Length} bytes, the system has {theirs.Plain.Length}: {theirs.Damage}");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }

    private static (byte[] Plain, string? Damage) Inflate(byte[] packed, int piece)
    {
        using var inflater = new Inflater(new PackedInput(new PiecesStream(packed, piece)));
        var plain = new MemoryStream();
        try
        {
            while (plain.Length < MaxPlain && inflater.Fill())
            {
                plain.Write(inflater.Ready.Span);
                inflater.Take(inflater.Ready.Length);
            }

            return (plain.ToArray()[..(int)Math.Min(plain.Length, MaxPlain)], null);
        }
        catch (InvalidDataException bad)
        {
            return (plain.ToArray(), plain.Length < MaxPlain ? bad.Message : null);
        }
    }

    private static (byte[] Plain, string? Damage) Read(Stream stream)
    {
        using var reader = stream;
        var plain = new byte[MaxPlain];
        var filled = 0;
        try
        {
            while (filled < plain.Length && reader.Read(plain, filled, Math.Min(64 * 1024, plain.Length - filled)) is var read and > 0)
                filled += read;
            return (plain[..filled], null);
        }
        catch (InvalidDataException bad)
        {
            return (plain[..filled], bad.Message);
        }
    }

    private static List<byte[]> Raw()
    {
        List<byte[]> seeds =
        [
            new DeflateBits().Block(1).Fixed('a').Match(258, 1).Fixed('b').Match(7, 5).Match(40, 200).Fixed(256).ToArray(),
            new DeflateBits().Stored("abcdef"u8, 6, 0xfff9, isLast: false).Block(1).Match(6, 6).Fixed(256).ToArray(),
        ];
        foreach (var strategy in Enum.GetValues<ZLibCompressionStrategy>())
        {
            foreach (var plain in Plain())
            {
                var packed = new MemoryStream();
                using (var deflating = new DeflateStream(packed, new ZLibCompressionOptions { CompressionLevel = 6, CompressionStrategy = strategy }, leaveOpen: true))
                    deflating.Write(plain);
                seeds.Add(packed.ToArray());
            }
        }

        return seeds;
    }

    private static List<byte[]> Gzip()
    {
        List<byte[]> seeds = [];
        foreach (var plain in Plain())
        {
            var packed = new MemoryStream();
            using (var zipping = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                zipping.Write(plain);
            seeds.Add(packed.ToArray());
        }

        seeds.Add([.. seeds[0], .. seeds[1], .. new byte[20]]);
        seeds.Add([.. seeds[0].AsSpan(0, 3), 0x1c, .. seeds[0].AsSpan(4, 6), 2, 0, 1, 2, .. "name\0comment\0"u8, .. seeds[0].AsSpan(10)]);
        return seeds;
    }

    /// <summary>Text, a longer one with many distances, bytes with a skew, and a run.</summary>
    private static List<byte[]> Plain()
    {
        var random = new Random(3);
        var text = string.Join(' ', Enumerable.Range(0, 4000).Select(_ => random.Next(1 << random.Next(1, 20))));
        return
        [
            System.Text.Encoding.UTF8.GetBytes(text[..300]),
            System.Text.Encoding.UTF8.GetBytes(text),
            [.. Enumerable.Range(0, 3000).Select(_ => (byte)(255 * Math.Pow(random.NextDouble(), 9)))],
            new byte[5000],
        ];
    }
}
