using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Pavior.EndToEnd.Images;

/// <summary>The files of an OCI archive as .NET's own tar reader sees them: the truth that scans are measured by shares no code with them.</summary>
internal sealed class ArchiveFiles
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    private ArchiveFiles()
    {
    }

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Reads the wanted files of every layer, upper ones over lower ones.</summary>
    public static ArchiveFiles Read(string archive, Predicate<string> wanted)
    {
        var found = new ArchiveFiles();
        var blobs = Members(archive, name => name == "index.json" || name.StartsWith("blobs/", StringComparison.Ordinal), MaxSmall);
        using var index = JsonDocument.Parse(blobs["index.json"]);
        using var manifest = JsonDocument.Parse(blobs[Blob(index.RootElement.GetProperty("manifests")[0])]);
        foreach (var layer in manifest.RootElement.GetProperty("layers").EnumerateArray())
            found.Layer(archive, Blob(layer), wanted);
        return found;
    }

    /// <summary>Longer members are layers, which are read one by one instead.</summary>
    private const int MaxSmall = 1024 * 1024;

    private static string Blob(JsonElement descriptor) => "blobs/" + descriptor.GetProperty("digest").GetString()!.Replace(':', '/');

    private static Dictionary<string, byte[]> Members(string archive, Predicate<string> wanted, long limit)
    {
        using var tar = new TarReader(File.OpenRead(archive));
        var members = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data && entry.Length <= limit && wanted(entry.Name))
                members[entry.Name] = Bytes(data);
        }

        return members;
    }

    private static byte[] Bytes(Stream data)
    {
        using var bytes = new MemoryStream();
        data.CopyTo(bytes);
        return bytes.ToArray();
    }

    private void Layer(string archive, string blob, Predicate<string> wanted)
    {
        using var outer = new TarReader(File.OpenRead(archive));
        while (outer.GetNextEntry() is { } member)
        {
            if (member.Name != blob)
                continue;
            using var inner = new TarReader(new GZipStream(member.DataStream!, CompressionMode.Decompress));
            while (inner.GetNextEntry() is { } entry)
            {
                var path = entry.Name.TrimStart('.').TrimStart('/');
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && wanted(path))
                    _files[path] = entry.DataStream is { } data ? Bytes(data) : [];
            }

            return;
        }
    }
}
