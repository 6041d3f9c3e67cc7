using Pavior.Core;

namespace Pavior.Scan.Advisories.Store;

/// <summary>What a database says of one of its feeds.</summary>
internal sealed class FeedTotals
{
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
        if (time is { } known && (Newest is null || known > Newest))
            Newest = known;
    }
}
