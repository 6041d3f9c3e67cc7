using System.Globalization;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Formats.Tar;
using Pavior.Scan.Advisories;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Advisories;

/// <summary>Runs a distribution's feed over text or over an archive of real files, and writes down what it said, a line for each statement.</summary>
internal static class DistributionFeedRun
{
    /// <summary>Bytes that feeds are recognised by, as when a database is built.</summary>
    private const int HeadLength = 256 * 1024;

    public static FeedSink Over(AdvisoryFeed feed, string path, string text) => Over(feed, path, Encoding.UTF8.GetBytes(text));

    /// <summary>As the database is built: recognised first, then read; what the feed refuses becomes a gap.</summary>
    public static FeedSink Over(AdvisoryFeed feed, string path, byte[] bytes)
    {
        Assert.True(feed.Recognises(path, bytes.AsSpan(0, Math.Min(bytes.Length, HeadLength))), $"{path} is not recognised");
        var sink = new FeedSink();
        Read(feed, path, bytes, sink);
        return sink;
    }

    /// <summary>Every file of an archive of the shared folder that the feed says is its own.</summary>
    public static FeedSink OverShared(AdvisoryFeed feed, string archive, string under = "")
    {
        var sink = new FeedSink();
        foreach (var (path, bytes) in SharedFiles(archive))
        {
            if (path.StartsWith(under, StringComparison.Ordinal) && feed.Recognises(path, bytes.AsSpan(0, Math.Min(bytes.Length, HeadLength))))
                Read(feed, path, bytes, sink);
        }

        return sink;
    }

    public static IEnumerable<(string Path, byte[] Bytes)> SharedFiles(string archive)
    {
        var file = SharedFolder.TryFind(archive);
        Assert.SkipWhen(file is null, $"{archive} is not in the shared folder");
        using var packed = File.OpenRead(file);
        using var plain = Decompression.Open(Compression.Zstd, packed, archive);
        var tar = new TarReader(archive, plain);
        while (tar.MoveNext())
        {
            if (tar.Type != TarEntryType.File)
                continue;
            var path = Encoding.UTF8.GetString(tar.Path);
            var bytes = new byte[tar.Length];
            var length = 0;
            while (length < bytes.Length && tar.Read(bytes.AsSpan(length)) is > 0 and var read)
                length += read;
            yield return (path, bytes);
        }
    }

    /// <summary><c>CVE-2023-1 Debian:12 src:foo Affected (, 1.2) Low</c>, in the order of the feed.</summary>
    public static string Lines(FeedSink sink) => Lines(sink.Advisories);

    public static string Lines(IEnumerable<Advisory> advisories) =>
        string.Join('\n', advisories.SelectMany(a => a.Affected.Count == 0 ? [Head(a)] : a.Affected.Select(p => $"{Head(a)} {Line(p)}")));

    /// <summary>How often something occurs, the most frequent first: <c>3 a, 1 b</c>.</summary>
    public static string Counts<T>(IEnumerable<T> things)
        where T : notnull =>
        string.Join(", ", things.CountBy(t => t).OrderByDescending(p => p.Value).ThenBy(p => $"{p.Key}", StringComparer.Ordinal)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Value} {p.Key}")));

    private static void Read(AdvisoryFeed feed, string path, byte[] bytes, FeedSink sink)
    {
        try
        {
            feed.Read(new MemoryFileContent(path, bytes), sink);
        }
        catch (ParseException bad)
        {
            sink.Add(bad.AsGap());
        }
    }

    private static string Head(Advisory advisory) =>
        advisory.Covers.Count == 0 ? advisory.Id : $"{advisory.Id}[{string.Join(' ', advisory.Covers)}]";

    private static string Line(AffectedPackage package)
    {
        var line = new StringBuilder($"{package.Ecosystem} {(package.IsSource ? "src:" : "")}{package.Name} {package.Status} {package.Vulnerable}");
        if (package.Module is not null)
            line.Append(" module ").Append(package.Module);
        if (package.Architectures.Count > 0)
            line.Append(" on ").AppendJoin(',', package.Architectures);
        if (package.Severity != Severity.Unknown)
            line.Append(' ').Append(package.Severity);
        return line.ToString();
    }
}
