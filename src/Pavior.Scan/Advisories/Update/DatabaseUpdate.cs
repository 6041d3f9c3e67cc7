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

    internal async Task<UpdateOutcome> RunAsync(CancellationToken cancellation)
    {
        using var store = await FeedStore.OpenAsync(Path.GetDirectoryName(_database)!, _progress, cancellation).ConfigureAwait(false);
        var fetches = await FetchAllAsync(store, cancellation).ConfigureAwait(false);
        var now = _time.GetUtcNow();
        IReadOnlyList<Gap> gaps = [];
        var isBuilt = (fetches.Any(f => f.Incoming.Count > 0) || !IsUsable(_database)) && Build(store, fetches, now, out gaps, cancellation);
        foreach (var (name, state) in fetches.SelectMany(f => f.Unchanged))
            store.Note(name, (store.Known(name) ?? state) with { Checked = now });
        store.Save();
        return new UpdateOutcome([.. fetches.Select(f => Outcome(store, f))], isBuilt, gaps);
    }

    private static FeedPublisher[] Chosen(IReadOnlyList<FeedPublisher> publishers, IReadOnlyList<string> ids)
    {
        foreach (var id in ids)
        {
            if (publishers.All(p => p.Id != id))
                throw new SourceException($"no feed is called {id}; there are {string.Join(", ", publishers.Select(p => p.Id))}");
        }

        return [.. publishers.Where(p => ids.Count == 0 ? !p.OnRequest : ids.Contains(p.Id, StringComparer.Ordinal))];
    }

    private static bool IsUsable(string database)
    {
        try
        {
            using var opened = AdvisoryDatabase.Open(database);
            return true;
        }
        catch (Exception unusable) when (unusable is ParseException or IOException or UnauthorizedAccessException)
        {
            // Not there, damaged or of another version: it is built anew.
            return false;
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
            var known = store.Known(name) is { } kept && kept.Address == part.Address ? kept : null;
            if (await download.FetchAsync(part, store.IncomingPath(name), known, cancellation).ConfigureAwait(false) is not { } fresh)
                fetch.Unchanged[name] = known!;
            else if (fresh.Digest == store.Known(name)?.Digest)
                fetch.Unchanged[name] = store.Known(name)! with { Address = fresh.Address, ETag = fresh.ETag, LastModified = fresh.LastModified };
            else
                fetch.Incoming[name] = fresh;
        }
        catch (MissingPartException missing)
        {
            if (!part.IsOptional || store.Known(name) is not null)
                fetch.Reasons.Add(missing.Message);
        }
        catch (Exception refused) when (refused is SourceException or IOException or UnauthorizedAccessException)
        {
            fetch.Reasons.Add(refused.Message);
        }
    }

    /// <summary>Builds with the new files that are good, and keeps them. False when there is nothing to build from.</summary>
    private bool Build(FeedStore store, PublisherFetch[] fetches, DateTimeOffset now, out IReadOnlyList<Gap> gaps, CancellationToken cancellation)
    {
        while (true)
        {
            var files = Files(store, fetches);
            gaps = [];
            if (files.Count == 0)
                return false;
            var builder = new DatabaseBuilder();
            var folder = new FeedFolder(builder, files.Select(f => f.Name[..f.Name.IndexOf('/', StringComparison.Ordinal)]).ToHashSet(StringComparer.Ordinal), _progress);
            folder.Read(files, Environment.ProcessorCount, cancellation);
            // Once more without what was refused: then all that is new is good.
            if (Refuse(store, fetches, folder.Totals))
                continue;
            _progress("writes the database");
            Replace(builder);
            foreach (var (name, state) in fetches.SelectMany(f => f.Incoming))
            {
                var totals = folder.Totals[name];
                store.Keep(name, state with { Checked = now, Records = totals.Records, Newest = totals.Newest });
            }

            gaps = folder.Outcome.Gaps;
            return true;
        }
    }

    /// <summary>Puts the new database in the place of the old one, unless that had more: what is kept may be less than what the old one was built from.</summary>
    private void Replace(DatabaseBuilder builder)
    {
        var fresh = _database + ".new";
        AtomicFile.Write(fresh, builder.Write);
        if (!_options.AcceptsLess && Lost(fresh) is { } lost)
        {
            File.Delete(fresh);
            throw new SourceException(lost);
        }

        File.Move(fresh, _database, overwrite: true);
    }

    /// <summary>Which feed of the present database would be gone, or halved; null when none.</summary>
    private string? Lost(string fresh)
    {
        if (!IsUsable(_database))
            return null;
        using var old = AdvisoryDatabase.Open(_database);
        using var next = AdvisoryDatabase.Open(fresh);
        var records = next.Feeds().ToDictionary(f => f.Id, f => f.Records, StringComparer.Ordinal);
        return old.Feeds().Where(f => records.GetValueOrDefault(f.Id) < f.Records / 2 || !records.ContainsKey(f.Id))
            .Select(f => $"the database stays: it has {f.Records} records of {f.Id}, and one of the kept files would have {records.GetValueOrDefault(f.Id)}; update all feeds, or say --accept-less")
            .FirstOrDefault();
    }

    private static List<FeedFile> Files(FeedStore store, PublisherFetch[] fetches)
    {
        var incoming = fetches.SelectMany(f => f.Incoming.Keys).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. store.Names.Where(n => !incoming.Contains(n)).Select(n => (Name: n, Path: store.KeptPath(n)))
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
            foreach (var name in fetch.Incoming.Keys.ToArray())
            {
                if (FeedJudge.Refusal(totals.GetValueOrDefault(name), store.Known(name), _options.AcceptsLess) is not { } reason)
                    continue;
                fetch.Reasons.Add($"{fetch.Incoming[name].Address}: {reason}");
                fetch.Incoming.Remove(name);
                store.Discard(name);
                any = true;
            }
        }

        return any;
    }

    private static FeedUpdate Outcome(FeedStore store, PublisherFetch fetch)
    {
        var id = fetch.Publisher.Id;
        PartState[] states = [.. store.Names.Where(n => n.StartsWith(id + "/", StringComparison.Ordinal)).Select(n => store.Known(n)!)];
        var state = fetch.Incoming.Count > 0 ? FeedUpdateState.Updated
            : fetch.Reasons.Count == 0 && states.Length > 0 ? FeedUpdateState.Unchanged
            : states.Length > 0 ? FeedUpdateState.Kept
            : FeedUpdateState.Missing;
        return new FeedUpdate(id, state, states.Sum(s => s.Records), states.Length == 0 ? null : states.Min(s => s.Checked), fetch.Reasons);
    }
}
