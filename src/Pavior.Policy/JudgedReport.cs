using Pavior.Core;

namespace Pavior.Policy;

/// <summary>A report and the day on which it is judged: what conditions ask of.</summary>
/// <param name="Report">The report.</param>
/// <param name="Today">The day.</param>
internal sealed record JudgedReport(Report Report, DateOnly Today)
{
    public int? DaysSince(DateOnly? day) => day is { } known ? Today.DayNumber - known.DayNumber : null;

    public int? DaysSince(DateTimeOffset? time) => time is { } known ? DaysSince(DateOnly.FromDateTime(known.UtcDateTime)) : null;

    /// <summary>Days since the newest of some dates, without those in the future: publishers write some, and nothing would ever be stale after them.</summary>
    public int? AgeOf(IEnumerable<DateTimeOffset?> times) => times.Select(DaysSince).Where(d => d >= 0).Min();

    /// <summary>The layer that brought a package; null when there are none.</summary>
    public Layer? LayerOf(Package package) =>
        package.Evidence.Count > 0 && package.Evidence[0].Layer is { } index && index >= 0 && index < Report.Target.Layers.Count ? Report.Target.Layers[index] : null;
}
