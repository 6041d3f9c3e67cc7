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

    public int Records { get; private set; }

    public int Gaps { get; private set; }

    /// <summary>The newest date that the feed gives: of a file, else of a record.</summary>
    public DateTimeOffset? Newest { get; private set; }

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

    private void See(DateTimeOffset? time)
    {
        if (time is { } known && known <= latest && (Newest is null || known > Newest))
            Newest = known;
    }
}
