using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Scan.Advisories.Store;
using Pavior.Scan.Registry;

namespace Pavior.Scan.Advisories.Update;

/// <summary>
/// <c>db update</c>: asks each publisher for what is new, judges it, builds the database anew and only then lets go of the old data.
/// Wherever it ends, by an error or a power cut, the database that was there is there, or the new one.
/// </summary>
public sealed class DatabaseUpdate
{
    /// <summary>What the name of a new database ends with before it takes the place of the old one.</summary>
    internal const string FreshEnding = ".new";

    /// <summary>Publishers asked at the same time.</summary>
    private const int Parallelism = 4;

    private readonly string _database;
    private readonly UpdateOptions _options;
    private readonly FeedPublisher[] _publishers;
    private readonly RegistryLimits _limits;
    private readonly TimeProvider _time;
    private readonly Action<string> _progress;

    internal DatabaseUpdate(
        string database, UpdateOptions options, IReadOnlyList<FeedPublisher> publishers, RegistryLimits limits, TimeProvider time, Action<string> progress)
    {
        _database = Path.GetFullPath(database);
        _options = options;
        _limits = limits;
        _time = time;
        _progress = progress;
        _publishers = Chosen(publishers, options.Feeds);
    }

    /// <summary>Ids and titles of all publishers, and whether they have to be named to be asked.</summary>
    public static IReadOnlyList<(string Id, string Title, bool OnRequest)> Publishers { get; } = [.. FeedPublishers.All.Select(p => (p.Id, p.Title, p.OnRequest))];

    /// <summary>Updates a database; what the publishers sent is kept in its folder.</summary>
    /// <param name="database">The database file.</param>
    /// <param name="options">What the user says.</param>
    /// <param name="progress">Told what goes on.</param>
    /// <param name="cancellation">Ends the work; the database stays as it was.</param>
    /// <exception cref="SourceException">A publisher is named that is not known.</exception>
    /// <exception cref="IOException">The database cannot be written (also <see cref="UnauthorizedAccessException"/>).</exception>
    public static Task<UpdateOutcome> RunAsync(string database, UpdateOptions options, Action<string> progress, CancellationToken cancellation) =>
        new DatabaseUpdate(database, options, FeedPublishers.All, new RegistryLimits(), TimeProvider.System, progress).RunAsync(cancellation);

    /// <summary>Told before each step that changes what is on the disk: tests stop there.</summary>
    internal Action<string> Step { get; init; } = static _ => { };

    internal async Task<UpdateOutcome> RunAsync(CancellationToken cancellation)
    {
        using var store = await FeedStore.OpenAsync(Path.GetDirectoryName(_database)!, _progress, cancellation).ConfigureAwait(false);
        File.Delete(Fresh);
        var fetches = await FetchAllAsync(store, cancellation).ConfigureAwait(false);
        var now = _time.GetUtcNow();
        foreach (var (name, state) in fetches.SelectMany(f => f.Unchanged))
            store.Note(name, state with { Checked = now });
        // Also when somebody imported a database, or edited this one: what is there has to be what the kept files say.
        var isDue = fetches.Any(f => f.Incoming.Count > 0) || DigestOf(_database) is not { } present || present != store.Database;
        var damaged = new List<string>();
        IReadOnlyList<Gap> gaps = [];
        var isBuilt = isDue && Build(store, fetches, now, damaged, out gaps, cancellation);
        if (!isBuilt)
        {
            Step("feeds.json");
            store.Save();
        }

        Step("clear");
        store.Clear();
        return new UpdateOutcome([.. fetches.Select(f => Outcome(store, f))], isBuilt, gaps, damaged);
    }

    private string Fresh => _database + FreshEnding;

    private static FeedPublisher[] Chosen(IReadOnlyList<FeedPublisher> publishers, IReadOnlyList<string> ids)
    {
        foreach (var id in ids)
        {
            if (publishers.All(p => p.Id != id))
                throw new SourceException($"no feed is called {id}; there are {string.Join(", ", publishers.Select(p => p.Id))}");
        }

        return [.. publishers.Where(p => ids.Count == 0 ? !p.OnRequest : ids.Contains(p.Id, StringComparer.Ordinal))];
    }

    /// <summary>Of a database that is whole; null when it is not there, damaged or of another version.</summary>
    private static Digest? DigestOf(string database)
    {
        try
        {
            using var opened = AdvisoryDatabase.Open(database);
            opened.Verify();
            return opened.Digest;
        }
        catch (Exception unusable) when (unusable is ParseException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task<PublisherFetch[]> FetchAllAsync(FeedStore store, CancellationToken cancellation)
    {
        var plain = _options.Mirror is { } mirror && mirror.Scheme == Uri.UriSchemeHttp ? new[] { mirror.Authority } : [];
        using var http = new RegistryHttp(plain, _limits, _time);
        var pages = new FeedPages(http, _options.Mirror);
        var download = new FeedDownload(http, pages, _progress);
        var fetches = new PublisherFetch[_publishers.Length];
        await Parallel.ForAsync(0, fetches.Length, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation }, async (i, token) =>
            fetches[i] = await FetchAsync(_publishers[i], pages, download, store, token).ConfigureAwait(false)).ConfigureAwait(false);
        return fetches;
    }

    private async Task<PublisherFetch> FetchAsync(FeedPublisher publisher, FeedPages pages, FeedDownload download, FeedStore store, CancellationToken cancellation)
    {
        var fetch = new PublisherFetch(publisher);
        _progress(publisher.Title);
        try
        {
            foreach (var part in await publisher.FindAsync(pages, cancellation).ConfigureAwait(false))
                await FetchAsync(publisher, part, fetch, download, store, cancellation).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is SourceException or IOException or UnauthorizedAccessException)
        {
            fetch.Reasons.Add(refused.Message);
        }

        return fetch;
    }

    private static async Task FetchAsync(
        FeedPublisher publisher, FeedPart part, PublisherFetch fetch, FeedDownload download, FeedStore store, CancellationToken cancellation)
    {
        var name = $"{publisher.Id}/{part.Name}";
        try
        {
            var known = store.Known(name);
            if (await download.FetchAsync(part, store.IncomingPath(name), known, cancellation).ConfigureAwait(false) is not { } fresh)
                fetch.Unchanged[name] = known!;
            else if (known is not null && fresh.Digest == known.Digest)
                fetch.Unchanged[name] = known with { Place = fresh.Place, ETag = fresh.ETag, LastModified = fresh.LastModified };
            else
                fetch.Incoming[name] = fresh;
        }
        catch (MissingPartException missing)
        {
            if (!part.IsOptional || store.Recorded(name) is not null)
                fetch.Reasons.Add(missing.Message);
        }
        catch (Exception refused) when (refused is SourceException or IOException or UnauthorizedAccessException)
        {
            fetch.Reasons.Add(refused.Message);
        }
    }

    /// <summary>Builds with the new files that are good, and keeps them. False when there is nothing to build from.</summary>
    private bool Build(FeedStore store, PublisherFetch[] fetches, DateTimeOffset now, List<string> damaged, out IReadOnlyList<Gap> gaps, CancellationToken cancellation)
    {
        while (true)
        {
            var files = Files(store, fetches, damaged);
            gaps = [];
            if (files.Count == 0)
                return false;
            var builder = new DatabaseBuilder();
            var folder = new FeedFolder(builder, files.Select(f => f.Name[..f.Name.IndexOf('/', StringComparison.Ordinal)]).ToHashSet(StringComparer.Ordinal), _progress);
            folder.Read(files, Environment.ProcessorCount, cancellation);
            // Once more without what was refused: then all that is new is good.
            if (Refuse(store, fetches, folder.Totals))
                continue;
            cancellation.ThrowIfCancellationRequested();
            _progress("writes the database");
            Replace(builder, store, damaged, () => Keep(store, fetches, folder.Totals, now));
            gaps = folder.Outcome.Gaps;
            return true;
        }
    }

    /// <summary>
    /// Puts the new database in the place of the old one, unless that had more: what is kept may be less than what the old one was built from.
    /// feeds.json comes before the database: if the power fails between them, the next run sees that the database is not the one that feeds.json
    /// names, and builds it again from the same files.
    /// </summary>
    private void Replace(DatabaseBuilder builder, FeedStore store, List<string> damaged, Action keep)
    {
        Step("new database");
        AtomicFile.Write(Fresh, builder.Write);
        var (digest, lost) = Compare();
        if (lost is not null)
        {
            File.Delete(Fresh);
            throw new SourceException(string.Join("; ", [lost, .. damaged]));
        }

        keep();
        store.Database = digest;
        Step("feeds.json");
        store.Save();
        Step("database");
        File.Move(Fresh, _database, overwrite: true);
    }

    private void Keep(FeedStore store, PublisherFetch[] fetches, IReadOnlyDictionary<string, FeedTotals> totals, DateTimeOffset now)
    {
        foreach (var (name, state) in fetches.SelectMany(f => f.Incoming))
        {
            var (found, known) = (totals[name], store.Recorded(name));
            Step("keep " + name);
            store.Keep(name, state with
            {
                Checked = now,
                Records = found.Records,
                Newest = found.Newest,
                IsIncomplete = found.IsIncomplete,
                Earlier = known is null ? [] : [.. known.Earlier.Prepend(known.Digest).Where(d => d != state.Digest).Take(PartState.MaxEarlier)],
            });
        }
    }

    /// <summary>The digest of the new database, and which feed of the present one would be gone, or halved; null when none.</summary>
    private (Digest Digest, string? Lost) Compare()
    {
        using var next = AdvisoryDatabase.Open(Fresh);
        if (_options.AcceptsLess || DigestOf(_database) is null)
            return (next.Digest, null);
        using var old = AdvisoryDatabase.Open(_database);
        var records = next.Feeds().ToDictionary(f => f.Id, f => f.Records, StringComparer.Ordinal);
        var lost = old.Feeds().Where(f => f.Records > 0 && (records.GetValueOrDefault(f.Id) < f.Records / 2 || !records.ContainsKey(f.Id)))
            .Select(f => $"the database stays: it has {f.Records} records of {f.Id}, and one of the kept files would have {records.GetValueOrDefault(f.Id)}; update all feeds, or say --accept-less")
            .FirstOrDefault();
        return (next.Digest, lost);
    }

    /// <summary>What the database is built from: new files, and of the kept ones those that are as they were fetched.</summary>
    private static List<FeedFile> Files(FeedStore store, PublisherFetch[] fetches, List<string> damaged)
    {
        var incoming = fetches.SelectMany(f => f.Incoming.Keys).ToHashSet(StringComparer.Ordinal);
        damaged.Clear();
        damaged.AddRange(store.Names.Where(n => !incoming.Contains(n) && store.Known(n) is null).Select(n => $"{store.KeptPath(n)}: not as it was fetched, and left out"));
        return
        [
            .. store.Names.Where(n => !incoming.Contains(n) && store.Known(n) is not null).Select(n => (Name: n, Path: store.KeptPath(n)))
                .Concat(incoming.Select(n => (Name: n, Path: store.IncomingPath(n))))
                .Select(f => new FeedFile(f.Path, f.Name, new FileInfo(f.Path).Length)),
        ];
    }

    /// <summary>Takes out the new files that may not take the place of the old ones; true when there was one.</summary>
    private bool Refuse(FeedStore store, PublisherFetch[] fetches, IReadOnlyDictionary<string, FeedTotals> totals)
    {
        var any = false;
        foreach (var fetch in fetches)
        {
            foreach (var (name, fresh) in fetch.Incoming.ToArray())
            {
                var place = RegistryHttp.Shortened(fresh.Place);
                if (FeedJudge.Refusal(totals.GetValueOrDefault(name), fresh, store.Recorded(name), _options.AcceptsLess) is { } reason)
                {
                    fetch.Reasons.Add($"{place}: {reason}");
                    fetch.Incoming.Remove(name);
                    store.Discard(name);
                    any = true;
                }
            }
        }

        if (any)
            return true;
        foreach (var fetch in fetches)
            fetch.Reasons.AddRange(fetch.Incoming.Where(i => totals[i.Key].IsIncomplete).Select(i => $"{RegistryHttp.Shortened(i.Value.Place)}: not all of it can be read: {totals[i.Key].Damage}"));
        return false;
    }

    private static FeedUpdate Outcome(FeedStore store, PublisherFetch fetch)
    {
        var id = fetch.Publisher.Id;
        PartState[] states = [.. store.Names.Where(n => n.StartsWith(id + "/", StringComparison.Ordinal)).Select(store.Known).OfType<PartState>()];
        var state = fetch.Incoming.Count > 0 ? FeedUpdateState.Updated
            : fetch.Reasons.Count == 0 && states.Length > 0 ? FeedUpdateState.Unchanged
            : states.Length > 0 ? FeedUpdateState.Kept
            : FeedUpdateState.Missing;
        return new FeedUpdate(id, state, states.Sum(s => s.Records), states.Length == 0 ? null : states.Min(s => s.Checked), fetch.Reasons);
    }
}
