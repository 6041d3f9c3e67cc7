using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Formats.Tar;
using Pavior.Formats.Zip;
using Pavior.Scan.Advisories.Store;
using Pavior.Scan.Assembly;

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

    /// <summary>Bytes of files that are read at once, with what reading makes of them; a larger one is read alone.</summary>
    private const long MaxAtOnce = 384L * 1024 * 1024;

    /// <summary>What reading makes of a file, in its lengths.</summary>
    private const int Unfolded = 4;

    /// <summary>Bytes from which on a file waits for its turn.</summary>
    private const int Large = 1024 * 1024;

    private const int HeadLength = 256 * 1024;

    private readonly MemoryGate _memory = new(MaxAtOnce);

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
    /// <exception cref="SourceException">They say more than the builder may hold.</exception>
    public void Read(IEnumerable<FeedFile> files, int parallelism, CancellationToken cancellation)
    {
        try
        {
            Parallel.ForEach(
                Partitioner.Create(files.OrderByDescending(f => f.Length).ThenBy(f => f.Name, StringComparer.Ordinal).ToArray(), EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation },
                file => ReadTop(file, file.Name, cancellation));
        }
        catch (AggregateException several)
        {
            // The first tells it all: each thread meets the same limit.
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }
    }

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
            CutOff(name, bad.AsGap());
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            CutOff(name, new Gap(name, GapKind.Unreadable, $"{name}: {unreadable.Message}"));
        }
    }

    private void CutOff(string name, Gap gap)
    {
        _gaps.Add(gap);
        Change(name, totals => totals.CutOff(gap.Reason));
    }

    private void ReadPacked(DiskFile disk, Compression compression, string name, CancellationToken cancellation)
    {
        using var packed = disk.OpenRead();
        using var plain = Decompression.Open(compression, packed, name);
        var head = new byte[TarBlock];
        var filled = plain.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = new PrefixedStream(head.AsMemory(0, filled), plain);
        if (IsTar(head.AsSpan(0, filled)))
        {
            ReadTar(new TarReader(name, whole), name, cancellation);
            return;
        }

        var file = FeedMembers.Take(whole.Read, [], null, MaxFile, Unpacked(name));
        using (file as IDisposable)
            ReadFile(file, name, Unpacked(name));
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
            var head = new byte[Math.Min(HeadLength, reader.Length)];
            head = head[..FeedMembers.Fill(reader.Read, head, 0)];
            // What no feed wants is passed over, however long it is.
            if (Find(path, head) is not { } feed)
                Unrecognise(archive);
            else if (reader.Length > MaxFile)
                Damage(archive, ParseException.Limit($"{archive}!{path}", $"{reader.Length} bytes, more than the limit of {MaxFile}").AsGap());
            else
                ReadMember(reader, head, feed, archive, path);
        }
    }

    private void ReadMember(TarReader reader, byte[] head, AdvisoryFeed feed, string archive, string path)
    {
        var file = FeedMembers.Take(reader.Read, head, reader.Length, MaxFile, $"{archive}!{path}");
        using (file as IDisposable)
            ReadFile(file, feed, archive);
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
                Damage(archive, ParseException.Limit($"{archive}!{path}", $"{entry.Size} bytes, more than the limit of {MaxFile}").AsGap());
                continue;
            }

            try
            {
                using var content = zip.Open(entry.Keep(), $"{archive}!{path}");
                ReadFile(content, archive, path);
            }
            catch (ParseException bad) when (bad.Kind != GapKind.LimitReached)
            {
                Damage(archive, bad.AsGap());
            }
        }
    }

    private void ReadFile(FileContent file, string top, string path)
    {
        var head = new byte[Math.Min(HeadLength, file.Length)];
        file.ReadAt(0, head);
        if (Find(path, head) is { } feed)
            ReadFile(file, feed, top);
        else
            Unrecognise(top);
    }

    private void ReadFile(FileContent file, AdvisoryFeed feed, string top)
    {
        var weight = file.Length < Large ? 0 : file.Length * Unfolded;
        if (weight > 0)
            _memory.Enter(weight);
        try
        {
            ReadNow(file, feed, top);
        }
        finally
        {
            if (weight > 0)
                _memory.Leave(weight);
        }
    }

    private void ReadNow(FileContent file, AdvisoryFeed feed, string top)
    {
        var sink = new FeedSink(full => HandOn(feed, full, top));
        string? damage = null;
        try
        {
            feed.Read(file, sink);
        }
        catch (ParseException bad)
        {
            sink.Add(bad.AsGap());
            damage = bad.Message;
        }

        HandOn(feed, sink, top);
        Change(top, totals => totals.CountFile(damage));
        Interlocked.Increment(ref _read);
    }

    private void HandOn(AdvisoryFeed feed, FeedSink sink, string top)
    {
        foreach (var gap in sink.Gaps)
            _gaps.Add(gap);
        builder.Add(feed, sink);
        Change(top, totals =>
        {
            totals.AddFile(sink);
            foreach (var advisory in sink.Advisories)
                totals.Add(advisory);
        });
    }

    private AdvisoryFeed? Find(string path, ReadOnlySpan<byte> head)
    {
        foreach (var feed in AdvisoryFeeds.All)
        {
            if (feed.Recognises(path, head))
                return feed.OnRequest && !requested.Contains(feed.Id) ? null : feed;
        }

        return null;
    }

    private void Unrecognise(string top) => _unrecognised.AddOrUpdate(top, 1, static (_, count) => count + 1);

    private void Damage(string top, Gap gap)
    {
        _gaps.Add(gap);
        Change(top, totals => totals.CountFile(gap.Reason));
    }

    private void Change(string top, Action<FeedTotals> change)
    {
        var totals = _totals.GetOrAdd(top, _ => new FeedTotals(_now));
        lock (totals)
            change(totals);
    }

    private static string Unpacked(string name) => Path.GetExtension(name) is ".gz" or ".zst" ? name[..name.LastIndexOf('.')] : name;

    private static bool IsTar(ReadOnlySpan<byte> head) => head.Length >= TarBlock && TarReader.IsHeader(head[..TarBlock]);

    private const int TarBlock = 512;
}
