using Pavior.Core;

namespace Pavior.Scan.Advisories;

/// <summary>Takes what a feed's file says, in the order of the file.</summary>
internal sealed class FeedSink
{
    private readonly List<Advisory> _advisories = [];
    private readonly List<KnownExploited> _exploited = [];
    private readonly List<ExploitPrediction> _predictions = [];
    private readonly List<Gap> _gaps = [];

    public IReadOnlyList<Advisory> Advisories => _advisories;

    public IReadOnlyList<KnownExploited> Exploited => _exploited;

    public IReadOnlyList<ExploitPrediction> Predictions => _predictions;

    public IReadOnlyList<Gap> Gaps => _gaps;

    /// <summary>When the publisher made the file, where the file says so.</summary>
    public DateTimeOffset? Published { get; set; }

    public void Add(Advisory advisory) => _advisories.Add(advisory);

    public void Add(KnownExploited exploited) => _exploited.Add(exploited);

    public void Add(ExploitPrediction prediction) => _predictions.Add(prediction);

    /// <summary>Says that a record could not be used; the others of the file still are.</summary>
    public void Add(Gap gap) => _gaps.Add(gap);
}
