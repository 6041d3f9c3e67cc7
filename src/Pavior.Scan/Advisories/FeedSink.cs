using Pavior.Core;

namespace Pavior.Scan.Advisories;

/// <summary>Takes what a feed's file says, in the order of the file, and hands it on now and then: a file may say more than memory holds.</summary>
/// <param name="handOn">Called when much has come together, before it is forgotten here; null to keep everything.</param>
internal sealed class FeedSink(Action<FeedSink>? handOn = null)
{
    /// <summary>Bytes that may come together.</summary>
    private const long MaxHeld = 32 * 1024 * 1024;

    private readonly List<Advisory> _advisories = [];
    private readonly List<KnownExploited> _exploited = [];
    private readonly List<ExploitPrediction> _predictions = [];
    private readonly List<Gap> _gaps = [];
    private long _held;

    public IReadOnlyList<Advisory> Advisories => _advisories;

    public IReadOnlyList<KnownExploited> Exploited => _exploited;

    public IReadOnlyList<ExploitPrediction> Predictions => _predictions;

    public IReadOnlyList<Gap> Gaps => _gaps;

    /// <summary>When the publisher made the file, where the file says so.</summary>
    public DateTimeOffset? Published { get; set; }

    public void Add(Advisory advisory)
    {
        _advisories.Add(advisory);
        Weigh(AdvisoryWeight.Of(advisory));
    }

    public void Add(KnownExploited exploited)
    {
        _exploited.Add(exploited);
        Weigh(2 * AdvisoryWeight.Of(exploited.Id));
    }

    public void Add(ExploitPrediction prediction)
    {
        _predictions.Add(prediction);
        Weigh(2 * AdvisoryWeight.Of(prediction.Id));
    }

    /// <summary>Says that a record could not be used; the others of the file still are.</summary>
    public void Add(Gap gap)
    {
        _gaps.Add(gap);
        Weigh(AdvisoryWeight.Of(gap.Reason));
    }

    private void Weigh(long bytes)
    {
        _held += bytes;
        if (handOn is null || _held < MaxHeld)
            return;
        handOn(this);
        _advisories.Clear();
        _exploited.Clear();
        _predictions.Clear();
        _gaps.Clear();
        _held = 0;
    }
}
