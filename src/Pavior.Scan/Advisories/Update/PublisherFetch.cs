namespace Pavior.Scan.Advisories.Update;

/// <summary>What came of asking one publisher, before its data is judged.</summary>
internal sealed class PublisherFetch(FeedPublisher publisher)
{
    public FeedPublisher Publisher { get; } = publisher;

    /// <summary>New files that wait to be judged, by <c>ID/NAME</c>.</summary>
    public Dictionary<string, PartState> Incoming { get; } = new(StringComparer.Ordinal);

    /// <summary>Files that the publisher has nothing newer for.</summary>
    public Dictionary<string, PartState> Unchanged { get; } = new(StringComparer.Ordinal);

    /// <summary>What went wrong.</summary>
    public List<string> Reasons { get; } = [];
}
