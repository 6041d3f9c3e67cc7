namespace Pavior.Scan.Advisories.Update;

/// <summary>What a user may say of an update.</summary>
public sealed record UpdateOptions
{
    /// <summary>Ids of the publishers to ask; empty for all that need not be asked for by name. Data of the others stays.</summary>
    public IReadOnlyList<string> Feeds { get; init; } = [];

    /// <summary>A server that keeps the publishers' files below a folder for each host; null for the publishers' own servers.</summary>
    public Uri? Mirror { get; init; }

    /// <summary>Takes data that shrank or became older: for publishers that really did so.</summary>
    public bool AcceptsLess { get; init; }
}
