namespace Pavior.Scan.Registry;

/// <summary>How long and how often a registry is asked. Sizes are constants where they are used.</summary>
internal sealed record RegistryLimits
{
    /// <summary>To connect, TLS included.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Bytes a second that a blob must bring on average; from a registry that only drips, a large one would take months.</summary>
    public int LeastRate { get; init; } = 8 * 1024;

    /// <summary>Waiting for a blob's bytes after which its rate is judged; then the measure starts anew.</summary>
    public TimeSpan RateSpan { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From sending a request to the last header of its answer.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For a whole manifest, configuration or token, and for each 64 KiB of a blob.</summary>
    public TimeSpan Body { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Before the second attempt; doubled for each one after.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause that a server may ask for by Retry-After.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts for one request.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Redirects followed for one request.</summary>
    public int Redirects { get; init; } = 5;

    /// <summary>Times that one blob is taken up again after a break.</summary>
    public int Resumes { get; init; } = 5;
}
