using Pavior.Core;

namespace Pavior.Scan.Advisories.Store;

/// <summary>
/// Gathers what feeds say, in any order and from several threads, and writes one database from it. The file depends on what
/// was said alone: the same feeds give the same bytes.
/// </summary>
internal sealed class DatabaseBuilder
{
    /// <summary>Advisories of one database.</summary>
    private const int MaxAdvisories = 4_000_000;

    /// <summary>Bytes that a builder holds, however large the machine is.</summary>
    private const long MaxHeld = 8L * 1024 * 1024 * 1024;

    private readonly TextPool _texts = new();
    private readonly Tape _tape;
    private readonly List<AdvisoryRow> _advisories = [];
    private readonly Dictionary<string, KnownExploited> _exploited = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExploitPrediction> _predictions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FeedTotals> _feeds = new(StringComparer.Ordinal);
    private readonly Dictionary<AdvisoryFeed, List<Advisory>> _joining = [];
    private readonly Lock _adding = new();

    private readonly long _limit;
    private long _rows;

    /// <summary>Holds half of the memory that the process may have.</summary>
    public DatabaseBuilder()
        : this(Math.Min(MaxHeld, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2))
    {
    }

    /// <param name="limit">Bytes that it may hold; what is beyond ends the build, since a database without the rest would be silent where it may not be.</param>
    public DatabaseBuilder(long limit)
    {
        _limit = limit;
        _tape = new Tape(_texts);
    }

    /// <summary>Takes over what a file said.</summary>
    /// <exception cref="ParseException">There is more than a database holds.</exception>
    /// <exception cref="SourceException">All feeds together say more than the builder may hold.</exception>
    public void Add(AdvisoryFeed feed, FeedSink sink)
    {
        lock (_adding)
        {
            if (sink.Exploited.Count > 0 || sink.Predictions.Count > 0 || sink.Gaps.Count > 0 || sink.Published is not null)
                Totals(feed.Id).AddFile(sink);
            if (feed.Joins)
                Keep(feed, sink.Advisories);
            else
                Add(sink.Advisories);

            foreach (var exploited in sink.Exploited)
                _exploited[exploited.Id] = Earlier(_exploited.GetValueOrDefault(exploited.Id), exploited);
            foreach (var prediction in sink.Predictions)
                _predictions[prediction.Id] = Higher(_predictions.GetValueOrDefault(prediction.Id), prediction);
            _rows += 4L * AdvisoryWeight.Entry * (sink.Exploited.Count + sink.Predictions.Count);
            if (_rows + _texts.Held > _limit)
                throw new SourceException($"{feed.Id}: with it the feeds say more than {_limit} bytes, which is what building a database may hold on this machine; nothing is written");
        }
    }

    /// <summary>Writes the database; the builder is spent afterwards.</summary>
    public void Write(Stream output)
    {
        foreach (var (feed, advisories) in _joining.OrderBy(j => j.Key.Id, StringComparer.Ordinal))
            Add(feed.Complete(advisories));
        _joining.Clear();
        var (sorted, ranks) = Rank();
        var latest = Latest(ranks);
        var groups = new VulnerabilityGroups();
        foreach (var advisory in latest.Where(a => a.Covers.Length == 0))
            groups.Add(advisory.Names);
        new DatabaseWriter(sorted, ranks, _texts).Write(latest, groups, _exploited, _predictions, _feeds, output);
    }

    private void Keep(AdvisoryFeed feed, IReadOnlyList<Advisory> advisories)
    {
        if (!_joining.TryGetValue(feed, out var kept))
            _joining[feed] = kept = [];
        if (kept.Count + advisories.Count > MaxAdvisories)
            throw ParseException.Limit(feed.Id, $"more than {MaxAdvisories} advisories");
        kept.AddRange(advisories);
        foreach (var advisory in advisories)
            _rows += AdvisoryWeight.Of(advisory);
    }

    private void Add(IReadOnlyList<Advisory> advisories)
    {
        foreach (var advisory in advisories)
        {
            Totals(advisory.Feed).Add(advisory);
            Add(advisory);
        }
    }

    private (byte[][] Sorted, int[] Ranks) Rank()
    {
        // Names of vulnerabilities are text of the database too.
        foreach (var row in _advisories)
        {
            foreach (var name in row.Names)
                _texts.Add(name);
            foreach (var name in row.Covers)
                _texts.Add(name);
        }

        return _texts.Rank();
    }

    private void Add(Advisory advisory)
    {
        if (_advisories.Count >= MaxAdvisories)
            throw ParseException.Limit(advisory.Feed, $"more than {MaxAdvisories} advisories");
        _tape.Text(advisory.Id);
        _tape.Text(advisory.Feed);
        _tape.Number((int)advisory.Kind);
        _tape.Number((int)advisory.Severity);
        _tape.Number(Day(advisory.Published));
        _tape.Number(Day(advisory.Modified));
        _tape.Number(Day(advisory.Withdrawn));
        _tape.Text(advisory.Summary);
        _tape.Texts(advisory.Cvss);
        _tape.Texts(advisory.Weaknesses);
        _tape.Texts(advisory.References);
        var record = _tape.Take();
        var statements = advisory.Withdrawn is null ? advisory.Affected.Select(Statement).ToArray() : [];
        _advisories.Add(new AdvisoryRow(
            advisory.Feed,
            [advisory.Id, .. advisory.Aliases.Where(a => a != advisory.Id).Distinct(StringComparer.Ordinal)],
            [.. advisory.Covers.Distinct(StringComparer.Ordinal)],
            advisory.Modified ?? advisory.Published ?? DateTimeOffset.MinValue,
            record,
            statements));
        _rows += (6L * AdvisoryWeight.Entry) + (4L * record.Length) + (2L * AdvisoryWeight.Entry * (advisory.Aliases.Count + advisory.Covers.Count + statements.Length));
        foreach (var statement in statements)
            _rows += 4L * statement.Record.Length;
    }

    private StatementRow Statement(AffectedPackage affected)
    {
        var name = PackageNames.Normalize(Ecosystems.Canonical(affected.Ecosystem), affected.Name);
        var (ecosystem, key) = (_texts.Add(Ecosystems.Canonical(affected.Ecosystem)), _texts.Add(name));
        _tape.Number((int)affected.Status | (affected.IsSource ? 0x100 : 0) | ((int)affected.Severity << 4));
        _tape.Text(affected.Module);
        _tape.Number(affected.Vulnerable.Intervals.Count);
        foreach (var interval in affected.Vulnerable.Intervals)
        {
            _tape.Number((interval.FromIncluded ? 1 : 0) | (interval.ToIncluded ? 2 : 0) | (interval.To is null ? 4 : 0));
            _tape.Text(interval.From);
            _tape.Text(interval.To);
        }

        _tape.Texts(affected.Versions);
        _tape.Texts(affected.Symbols);
        _tape.Texts(affected.OperatingSystems);
        _tape.Texts(affected.Architectures);
        return new StatementRow(ecosystem, key, _tape.Take());
    }

    /// <summary>Of several forms of one advisory of one feed the one modified last, in the order of id and feed.</summary>
    private List<AdvisoryRow> Latest(int[] ranks)
    {
        _advisories.Sort((a, b) =>
        {
            var order = string.CompareOrdinal(a.Names[0], b.Names[0]);
            if (order == 0)
                order = string.CompareOrdinal(a.Feed, b.Feed);
            if (order == 0)
                order = b.Modified.CompareTo(a.Modified);
            return order != 0 ? order : a.CompareContent(b, ranks);
        });
        var latest = new List<AdvisoryRow>(_advisories.Count);
        foreach (var row in _advisories)
        {
            if (latest.Count == 0 || latest[^1].Names[0] != row.Names[0] || latest[^1].Feed != row.Feed)
                latest.Add(row);
        }

        return latest;
    }

    private FeedTotals Totals(string feed)
    {
        if (!_feeds.TryGetValue(feed, out var totals))
            _feeds[feed] = totals = new FeedTotals();
        return totals;
    }

    private static KnownExploited Earlier(KnownExploited? known, KnownExploited other) =>
        known is null || (other.Added, other.Due ?? DateOnly.MaxValue).CompareTo((known.Added, known.Due ?? DateOnly.MaxValue)) < 0 ? other : known;

    private static ExploitPrediction Higher(ExploitPrediction? known, ExploitPrediction other) =>
        known is null || (other.Probability, other.Percentile).CompareTo((known.Probability, known.Percentile)) > 0 ? other : known;

    /// <summary>Days since 1970 and one; zero for none or earlier.</summary>
    private static int Day(DateTimeOffset? time) =>
        time is { } known && known.UtcDateTime >= DateTime.UnixEpoch ? (int)(known.UtcDateTime - DateTime.UnixEpoch).TotalDays + 1 : 0;
}
