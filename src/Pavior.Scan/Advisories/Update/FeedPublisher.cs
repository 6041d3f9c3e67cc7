namespace Pavior.Scan.Advisories.Update;

/// <summary>Who publishes advisories, and which files they are.</summary>
/// <param name="Id">For people and for <c>--feed</c>; also the folder that its files are kept in.</param>
/// <param name="Title">Publisher and content.</param>
/// <param name="FindAsync">Names the files. Some publishers have an index that has to be read first.</param>
internal sealed record FeedPublisher(string Id, string Title, Func<FeedPages, CancellationToken, Task<IReadOnlyList<FeedPart>>> FindAsync)
{
    /// <summary>True when its licence wants to be agreed to: it is asked only when it is named.</summary>
    public bool OnRequest { get; init; }

    /// <summary>A publisher whose files are known beforehand.</summary>
    public static FeedPublisher Of(string id, string title, params FeedPart[] parts) =>
        new(id, title, (_, _) => Task.FromResult<IReadOnlyList<FeedPart>>(parts));
}
