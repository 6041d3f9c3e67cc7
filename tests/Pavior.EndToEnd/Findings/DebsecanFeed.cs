using System.IO.Compression;
using System.Text;
using Pavior.Formats.Files;
using Pavior.Formats.Tar;

namespace Pavior.EndToEnd.Findings;

/// <summary>
/// A suite in the format that debsecan fetches (zlib over text: names of vulnerabilities, rows of packages, binaries of sources), made of
/// the same lists of DSAs and DLAs that the database is built from.
/// </summary>
internal sealed class DebsecanFeed
{
    private DebsecanFeed(byte[] packed)
    {
        using var plain = new StreamReader(new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        // "VERSION 1", and the names of the vulnerabilities.
        while (plain.ReadLine() is { Length: > 0 })
        {
        }

        while (plain.ReadLine() is { Length: > 0 } row)
        {
            var fields = row.Split(',', 5);
            if (!Versions.TryGetValue(fields[0], out var versions))
                Versions[fields[0]] = versions = new HashSet<string>(StringComparer.Ordinal);
            versions.UnionWith(fields[4].Split(' ').Append(fields[3]).Where(v => v.Length > 0));
        }

        while (plain.ReadLine() is { Length: > 0 } row)
            Binaries[row[..row.IndexOf(',', StringComparison.Ordinal)]] = row[(row.IndexOf(',', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Versions that a source was fixed in.</summary>
    public SortedDictionary<string, HashSet<string>> Versions { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string[]> Binaries { get; } = new(StringComparer.Ordinal);

    /// <summary>Writes the suites to a folder, where debsecan finds them by name.</summary>
    public static Dictionary<string, DebsecanFeed> Unpack(string archive, string folder)
    {
        var feeds = new Dictionary<string, DebsecanFeed>(StringComparer.Ordinal);
        foreach (var (path, bytes) in Files(archive))
        {
            var suite = Path.GetFileName(path);
            File.WriteAllBytes(Path.Combine(folder, suite), bytes);
            feeds[suite] = new DebsecanFeed(bytes);
        }

        return feeds;
    }

    /// <summary><c>CVE-2020-1927 buster</c>: what more than one DSA or DLA names for one source of a release.</summary>
    public static HashSet<string> NamedTwice(string lists)
    {
        var (seen, twice) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (_, bytes) in Files(lists).Where(f => f.Path.EndsWith("/list", StringComparison.Ordinal)))
        {
            string[] vulnerabilities = [];
            foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
            {
                if (line.StartsWith('['))
                    vulnerabilities = [];
                else if (line.StartsWith("\t{", StringComparison.Ordinal))
                    vulnerabilities = line.Trim('\t', '{', '}').Split(' ');
                else if (line.StartsWith("\t[", StringComparison.Ordinal) && line.Split(' ') is [var release, _, var source, ..])
                    twice.UnionWith(vulnerabilities.Where(v => !seen.Add($"{v} {release} {source}")).Select(v => $"{v} {release.Trim('\t', '[', ']')}"));
            }
        }

        return twice;
    }

    /// <summary>A status file with every binary of every source that the feed speaks of, each in one of the versions around a fix.</summary>
    public string Status()
    {
        var random = new Random(1);
        var status = new StringBuilder();
        foreach (var (source, versions) in Versions)
        {
            string[] around = [.. versions.Order(StringComparer.Ordinal).SelectMany(v => (string[])[v, v + "~", v + "+b1", v + ".1"]), "0"];
            var binaries = Binaries.GetValueOrDefault(source, [source]).Concat([source + "-doc", "lib" + source + "0"]).Distinct();
            foreach (var binary in binaries)
            {
                status.Append($"Package: {binary}\nStatus: install ok installed\nArchitecture: amd64\n");
                if (binary != source)
                    status.Append($"Source: {source}\n");
                status.Append($"Version: {around[random.Next(around.Length)]}\n\n");
            }
        }

        return status.ToString();
    }

    private static IEnumerable<(string Path, byte[] Bytes)> Files(string archive)
    {
        using var packed = File.OpenRead(archive);
        using var plain = Decompression.Open(Compression.Zstd, packed, archive);
        var tar = new TarReader(archive, plain);
        while (tar.MoveNext())
        {
            if (tar.Type != TarEntryType.File)
                continue;
            var bytes = new byte[tar.Length];
            var filled = 0;
            while (filled < bytes.Length && tar.Read(bytes.AsSpan(filled)) is > 0 and var read)
                filled += read;
            yield return (Encoding.UTF8.GetString(tar.Path), bytes);
        }
    }
}
