using System.Text;
using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Formats.Tar;
using Pavior.Scan.Advisories;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Advisories;

/// <summary>Reads samples, and the real feeds that lie beside the checkout.</summary>
internal static class FeedCorpus
{
    private const int HeadLength = 256 * 1024;

    /// <summary>Everything that the feed says about a file written in the test.</summary>
    public static FeedSink Read(AdvisoryFeed feed, string path, string text)
    {
        var sink = new FeedSink();
        feed.Read(new MemoryFileContent(path, Encoding.UTF8.GetBytes(text)), sink);
        return sink;
    }

    /// <summary>True when, of all feeds, this one takes the file.</summary>
    public static bool Takes<TFeed>(string path, string text)
        where TFeed : AdvisoryFeed => Find(path, Encoding.UTF8.GetBytes(text)) is TFeed;

    /// <summary>What all files of a feed's archive say that this feed takes; skips where the archive is not there.</summary>
    public static (FeedSink Sink, int Files, int Others) ReadArchive<TFeed>(string archive)
        where TFeed : AdvisoryFeed
    {
        var (sink, files, others) = (new FeedSink(), 0, 0);
        foreach (var file in Files(archive))
        {
            if (Find(Inner(file.Path), file.ReadAll(int.MaxValue).Span) is not TFeed feed)
            {
                others++;
                continue;
            }

            files++;
            feed.Read(file, sink);
        }

        return (sink, files, others);
    }

    /// <summary>The files of an archive, or the one file that is packed by itself.</summary>
    public static IEnumerable<MemoryFileContent> Files(string archive)
    {
        var path = SharedFolder.TryFind($"data/vuln/{archive}");
        Assert.SkipWhen(path is null, $"PAVIOR_SHARED holds no data/vuln/{archive}");
        return archive.EndsWith(".tar.zst", StringComparison.Ordinal) ? Members(path!, archive) : [Single(path!)];
    }

    private static IEnumerable<MemoryFileContent> Members(string path, string archive)
    {
        using var packed = File.OpenRead(path);
        using var plain = Decompression.Open(Compression.Zstd, packed, archive);
        var tar = new TarReader(archive, plain);
        while (tar.MoveNext())
        {
            if (tar.Type != TarEntryType.File || tar.Length == 0)
                continue;
            var bytes = new byte[tar.Length];
            for (var filled = 0; filled < bytes.Length;)
                filled += tar.Read(bytes.AsSpan(filled));
            yield return new MemoryFileContent($"{archive}!{Encoding.UTF8.GetString(tar.Path)}", bytes);
        }
    }

    private static MemoryFileContent Single(string path)
    {
        using var packed = File.OpenRead(path);
        using var plain = Decompression.Open(path.EndsWith(".zst", StringComparison.Ordinal) ? Compression.Zstd : Compression.None, packed, path);
        using var bytes = new MemoryStream();
        plain.CopyTo(bytes);
        var name = Path.GetFileName(path);
        return new MemoryFileContent(name.EndsWith(".zst", StringComparison.Ordinal) ? name[..^4] : name, bytes.ToArray());
    }

    private static AdvisoryFeed? Find(string path, ReadOnlySpan<byte> bytes)
    {
        foreach (var feed in AdvisoryFeeds.All)
        {
            if (feed.Recognises(path, bytes[..Math.Min(HeadLength, bytes.Length)]))
                return feed;
        }

        return null;
    }

    private static string Inner(string path) => path[(path.IndexOf('!', StringComparison.Ordinal) + 1)..];
}
