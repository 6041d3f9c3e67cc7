using System.Collections.Concurrent;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Formats.Tar;
using Pavior.Formats.Zip;
using Pavior.Scan.Advisories.Store;

namespace Pavior.Scan.Advisories;

/// <summary>
/// Reads a folder of feeds as their publishers ship them: loose files, tar archives, zip archives, each plain or packed with
/// gzip or zstd. What no feed recognises is counted, never guessed at.
/// </summary>
/// <param name="builder">Takes what the feeds say.</param>
/// <param name="requested">Ids of feeds that are read only when somebody asks for them, and were asked for.</param>
/// <param name="progress">Told the name of each top-level file.</param>
internal sealed class FeedFolder(DatabaseBuilder builder, IReadOnlySet<string> requested, Action<string> progress)
{
    /// <summary>Bytes of one file of a feed.</summary>
    private const int MaxFile = 1024 * 1024 * 1024;

    /// <summary>Bytes of all files of one archive, unpacked.</summary>
    private const long MaxArchive = 64L * 1024 * 1024 * 1024;

    /// <summary>Files of one archive or folder.</summary>
    private const int MaxFiles = 5_000_000;

    private const int HeadLength = 256 * 1024;

    private readonly ConcurrentBag<Gap> _gaps = [];
    private readonly ConcurrentDictionary<string, int> _unrecognised = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FeedTotals> _totals = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private int _read;

    /// <summary>What could not be used, ordered by path; and for each top-level entry how many of its files no feed knew.</summary>
    public (IReadOnlyList<Gap> Gaps, IReadOnlyDictionary<string, int> Unrecognised, int Read) Outcome =>
        (_gaps.OrderBy(g => g.Path, StringComparer.Ordinal).ThenBy(g => g.Reason, StringComparer.Ordinal).ToArray(),
            new SortedDictionary<string, int>(_unrecognised, StringComparer.Ordinal),
            _read);

    /// <summary>For each top-level file that a feed knew, what it holds.</summary>
    public IReadOnlyDictionary<string, FeedTotals> Totals => _totals;

    /// <exception cref="SourceException">The folder is not there.</exception>
    public void Read(string folder, int parallelism, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            throw new SourceException($"{folder}: no such folder of feeds");
        var files = new DirectoryInfo(folder)
            .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false })
            .Take(MaxFiles)
            .Select(f => new FeedFile(f.FullName, Path.GetRelativePath(folder, f.FullName).Replace(Path.DirectorySeparatorChar, '/'), f.Length));
        Read(files, parallelism, cancellation);
    }

    /// <summary>Reads files wherever they lie, the largest first.</summary>
    public void Read(IEnumerable<FeedFile> files, int parallelism, CancellationToken cancellation) =>
        Parallel.ForEach(
            Partitioner.Create(files.OrderByDescending(f => f.Length).ThenBy(f => f.Name, StringComparer.Ordinal).ToArray(), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation },
            file => ReadTop(file, file.Name, cancellation));

    private void ReadTop(FeedFile file, string name, CancellationToken cancellation)
    {
        progress($"{name}");
        try
        {
            using var disk = DiskFile.OpenRegular(file.Path, name);
            var head = new byte[Math.Min(HeadLength, disk.Length)];
            disk.ReadAt(0, head);
            if (ZipReader.HasMagic(head))
                ReadZip(disk, name, cancellation);
            else if (Decompression.Detect(head) is var compression && compression != Compression.None)
                ReadPacked(disk, compression, name, cancellation);
            else if (IsTar(head))
                ReadTar(new TarReader(name, disk), name, cancellation);
            else
                ReadFile(disk, name, name);
        }
        catch (ParseException bad)
        {
            _gaps.Add(bad.AsGap());
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            _gaps.Add(new Gap(name, GapKind.Unreadable, $"{name}: {unreadable.Message}"));
        }
    }

    private void ReadPacked(DiskFile disk, Compression compression, string name, CancellationToken cancellation)
    {
        using var packed = disk.OpenRead();
        using var plain = Decompression.Open(compression, packed, name);
        var head = new byte[TarBlock];
        var filled = plain.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = new PrefixedStream(head.AsMemory(0, filled), plain);
        if (IsTar(head.AsSpan(0, filled)))
            ReadTar(new TarReader(name, whole), name, cancellation);
        else
            ReadFile(InMemory(whole, name, Unpacked(name)), name, Unpacked(name));
    }

    private void ReadTar(TarReader reader, string archive, CancellationToken cancellation)
    {
        var left = MaxArchive;
        for (var count = 0; reader.MoveNext(); count++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (reader.Type != TarEntryType.File || reader.Length == 0)
                continue;
            var path = Encoding.UTF8.GetString(reader.Path);
            left -= reader.Length;
            if (count > MaxFiles || left < 0)
                throw ParseException.Limit(archive, $"more than {MaxFiles} files or {MaxArchive} bytes");
            if (reader.Length > MaxFile)
            {
                _gaps.Add(ParseException.Limit($"{archive}!{path}", $"{reader.Length} bytes, more than the limit of {MaxFile}").AsGap());
                continue;
            }

            var bytes = GC.AllocateUninitializedArray<byte>((int)reader.Length);
            var filled = 0;
            while (filled < bytes.Length && reader.Read(bytes.AsSpan(filled)) is var read and > 0)
                filled += read;
            ReadFile(new MemoryFileContent($"{archive}!{path}", bytes), archive, path);
        }
    }

    private void ReadZip(DiskFile disk, string archive, CancellationToken cancellation)
    {
        var zip = ZipReader.Open(disk, new ZipBudget(MaxArchive));
        foreach (var entry in zip.Entries())
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.IsFolder || entry.Size == 0)
                continue;
            var path = Encoding.UTF8.GetString(entry.Name);
            if (entry.Size > MaxFile)
            {
                _gaps.Add(ParseException.Limit($"{archive}!{path}", $"{entry.Size} bytes, more than the limit of {MaxFile}").AsGap());
                continue;
            }

            try
            {
                using var content = zip.Open(entry.Keep(), $"{archive}!{path}");
                ReadFile(content, archive, path);
            }
            catch (ParseException bad) when (bad.Kind != GapKind.LimitReached)
            {
                _gaps.Add(bad.AsGap());
            }
        }
    }

    private void ReadFile(FileContent file, string top, string path)
    {
        var head = new byte[Math.Min(HeadLength, file.Length)];
        file.ReadAt(0, head);
        var feed = AdvisoryFeeds.All.FirstOrDefault(f => f.Recognises(path, head));
        if (feed is null || (feed.OnRequest && !requested.Contains(feed.Id)))
        {
            _unrecognised.AddOrUpdate(top, 1, static (_, count) => count + 1);
            return;
        }

        var sink = new FeedSink();
        try
        {
            feed.Read(file, sink);
        }
        catch (ParseException bad)
        {
            sink.Add(bad.AsGap());
        }

        foreach (var gap in sink.Gaps)
            _gaps.Add(gap);
        builder.Add(feed, sink);
        Count(_totals.GetOrAdd(top, _ => new FeedTotals(_now)), sink);
        Interlocked.Increment(ref _read);
    }

    private static void Count(FeedTotals totals, FeedSink sink)
    {
        lock (totals)
        {
            totals.AddFile(sink);
            foreach (var advisory in sink.Advisories)
                totals.Add(advisory);
        }
    }

    private static MemoryFileContent InMemory(Stream plain, string archive, string path)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = plain.Read(buffer)) > 0)
        {
            if (bytes.Length + read > MaxFile)
                throw ParseException.Limit(archive, $"more than {MaxFile} bytes unpacked");
            bytes.Write(buffer, 0, read);
        }

        return new MemoryFileContent(path, bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    private static string Unpacked(string name) => Path.GetExtension(name) is ".gz" or ".zst" ? name[..name.LastIndexOf('.')] : name;

    private static bool IsTar(ReadOnlySpan<byte> head) => head.Length >= TarBlock && TarReader.IsHeader(head[..TarBlock]);

    private const int TarBlock = 512;
}
