using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pavior.Core;
using Pavior.Scan.Layers;

namespace Pavior.Scan.Cache;

/// <summary>
/// The stored form of a <see cref="LayerResult"/>: magic (raised whenever layers are read differently), fields in a fixed order (counts and lengths as 7-bit integers,
/// text as UTF-8), and a SHA-256 of all before it. A file of another version or a damaged one is simply not used.
/// </summary>
internal static class LayerCodec
{
    private const string Magic = "pavior-layer-4";

    public static byte[] Encode(LayerResult layer)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            WriteAll(writer, layer.Extractions, static (w, entry) =>
            {
                w.Write(entry.Key);
                WriteAll(w, entry.Value, PackageCodec.Write);
            });
            WriteAll(writer, layer.Whiteouts, static (w, path) => w.Write(path));
            WriteAll(writer, layer.OpaqueFolders, static (w, path) => w.Write(path));
            WriteAll(writer, layer.Links, WritePair);
            WriteAll(writer, layer.HardLinks, WritePair);
            WriteAll(writer, layer.OtherNames, WritePair);
            var paths = MemoryMarshal.AsBytes(layer.Paths.AsSpan());
            writer.Write7BitEncodedInt(layer.Paths.Length);
            writer.Write(paths);
            WriteAll(writer, layer.Gaps, PackageCodec.Write);
        }

        bytes.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return bytes.ToArray();
    }

    /// <summary>Null when the bytes are not a whole, undamaged result of this version.</summary>
    public static LayerResult? TryDecode(byte[] bytes)
    {
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length <= 0 || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
            return null;
        try
        {
            return Decode(new StoredReader(bytes, length));
        }
        catch (ParseException)
        {
            return null;
        }
    }

    private static LayerResult? Decode(StoredReader reader)
    {
        if (reader.ReadString() != Magic)
            return null;
        var result = new LayerResult
        {
            Extractions = ReadMap(reader, static r => (IReadOnlyList<Extraction>)r.ReadAll(PackageCodec.ReadExtraction)),
            Whiteouts = ReadSet(reader),
            OpaqueFolders = ReadSet(reader),
            Links = ReadMap(reader, static r => r.ReadString()),
            HardLinks = ReadMap(reader, static r => r.ReadString()),
            OtherNames = ReadMap(reader, static r => r.ReadString()),
            Paths = ReadPaths(reader),
            Gaps = reader.ReadAll(PackageCodec.ReadGap),
        };
        return reader.AtEnd ? result : null;
    }

    public static void WriteAll<T>(BinaryWriter writer, IReadOnlyCollection<T> items, Action<BinaryWriter, T> write)
    {
        writer.Write7BitEncodedInt(items.Count);
        foreach (var item in items)
            write(writer, item);
    }

    private static void WritePair(BinaryWriter writer, KeyValuePair<string, string> pair)
    {
        writer.Write(pair.Key);
        writer.Write(pair.Value);
    }

    private static Dictionary<string, T> ReadMap<T>(StoredReader reader, Func<StoredReader, T> read)
    {
        var count = reader.ReadCount(2);
        var map = new Dictionary<string, T>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
            map[reader.ReadString()] = read(reader);
        return map;
    }

    private static HashSet<string> ReadSet(StoredReader reader) =>
        reader.ReadAll(static r => r.ReadString()).ToHashSet(StringComparer.Ordinal);

    private static UInt128[] ReadPaths(StoredReader reader)
    {
        var paths = new UInt128[reader.ReadCount(16)];
        reader.Take(16 * paths.Length).CopyTo(MemoryMarshal.AsBytes(paths.AsSpan()));
        return paths;
    }
}
