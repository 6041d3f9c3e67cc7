using Pavior.Core;

namespace Pavior.Scan.Advisories.Store;

/// <summary>What a database says of one of its feeds, or of a file of one.</summary>
/// <param name="latest">Dates after it are not looked at: publishers write some that lie in the future.</param>
internal sealed class FeedTotals(DateTimeOffset latest)
{
    public FeedTotals()
        : this(DateTimeOffset.MaxValue)
    {
    }

    /// <summary>Of so many files, one may be damaged.</summary>
    private const int Share = 100;

    private bool _isCutOff;
    private int _unread;
    private int _files;

    public int Records { get; private set; }

    public int Gaps { get; private set; }

    /// <summary>The newest date that the feed gives: of a file, else of a record.</summary>
    public DateTimeOffset? Newest { get; private set; }

    /// <summary>The first thing that kept a file from being read to its end; null when nothing did.</summary>
    public string? Damage { get; private set; }

    /// <summary>
    /// True when there is likely more than what was read: an archive broke off, or a file that is more than one of a hundred. Publishers do ship
    /// a single record among thousands that nobody can read.
    /// </summary>
    public bool IsIncomplete => _isCutOff || (long)_unread * Share > _files;

    /// <summary>Counts a file.</summary>
    /// <param name="damage">What kept it from being read to its end; null when nothing did.</param>
    public void CountFile(string? damage)
    {
        _files++;
        if (damage is null)
            return;
        _unread++;
        See(damage);
    }

    /// <summary>Adds that an archive could not be read to its end.</summary>
    public void CutOff(string reason)
    {
        _isCutOff = true;
        See(reason);
    }

    /// <summary>Adds what a file says beside its advisories, which may be of several feeds.</summary>
    public void AddFile(FeedSink sink)
    {
        Records += sink.Exploited.Count + sink.Predictions.Count;
        Gaps += sink.Gaps.Count;
        See(sink.Published);
    }

    public void Add(Advisory advisory)
    {
        Records++;
        See(advisory.Modified ?? advisory.Published);
    }

    // The first in order, so that it does not depend on which thread was faster.
    private void See(string reason) => Damage = Damage is null || string.CompareOrdinal(reason, Damage) < 0 ? reason : Damage;

    private void See(DateTimeOffset? time)
    {
        if (time is { } known && known <= latest && (Newest is null || known > Newest))
            Newest = known;
    }
}
