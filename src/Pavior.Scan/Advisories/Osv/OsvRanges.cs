using Pavior.Core;

namespace Pavior.Scan.Advisories.Osv;

/// <summary>Turns the events of a range into intervals, by the evaluation algorithm of the schema.</summary>
internal static class OsvRanges
{
    /// <summary>Events of one range; the longest seen has about 100.</summary>
    private const int MaxEvents = 20_000;

    /// <summary>Adds what one range says.</summary>
    /// <exception cref="ParseException">It says nothing, or nothing that makes sense.</exception>
    public static void Add(string path, string record, RecordNode range, VersionOrder? order, List<VersionInterval> intervals)
    {
        var (events, limit) = ReadEvents(path, record, range["events"]);
        if (order is not null)
            Sort(events, order);
        var before = intervals.Count;
        string? from = null;
        var open = false;
        foreach (var change in events)
        {
            if (change.Kind == OsvEventKind.Introduced)
            {
                from = open ? from : change.Version;
                open = true;
            }
            else if (open)
            {
                intervals.Add(new VersionInterval(Lower(from!), true, change.Version, change.Kind == OsvEventKind.LastAffected));
                open = false;
            }
        }

        if (open)
            intervals.Add(new VersionInterval(Lower(from!), true, null, true));
        if (intervals.Count == before)
            throw ParseException.AtRecord(path, record, "an event \"introduced\" in each range");
        if (limit is not null)
            CutOff(intervals, before, limit, order);
    }

    private static (List<OsvEvent> Events, string? Limit) ReadEvents(string path, string record, RecordNode node)
    {
        var events = new List<OsvEvent>();
        var limits = new List<string>();
        foreach (var item in node)
        {
            if (events.Count + limits.Count > MaxEvents)
                throw ParseException.Limit(path, $"{record}: more than {MaxEvents} events in a range");
            var count = events.Count + limits.Count;
            Take(OsvEventKind.Introduced, "introduced");
            Take(OsvEventKind.Fixed, "fixed");
            Take(OsvEventKind.LastAffected, "last_affected");
            if (item["limit"].Exists)
                limits.Add(FeedWords.Require(path, record, item.TextOf("limit"), "a version as limit"));
            if (events.Count + limits.Count == count)
                throw ParseException.AtRecord(path, record, "events that introduce, fix or limit");

            void Take(OsvEventKind kind, string name)
            {
                if (item[name] is { Exists: true } version)
                    events.Add(new OsvEvent(kind, FeedWords.Require(path, record, version.Text, $"a version in \"{name}\"")));
            }
        }

        // Several limits are alternatives, so one without end lifts all.
        return (events, limits.Count == 0 || limits.Contains("*") ? null : limits[^1]);
    }

    /// <summary>Publishers keep events in order, and it costs little to see that; some do not, and then the order is the ecosystem's.</summary>
    private static void Sort(List<OsvEvent> events, VersionOrder order)
    {
        for (var i = 1; i < events.Count; i++)
        {
            if (Compare(events[i - 1], events[i], order) <= 0)
                continue;
            var sorted = events.Order(Comparer<OsvEvent>.Create((a, b) => Compare(a, b, order))).ToArray();
            events.Clear();
            events.AddRange(sorted);
            return;
        }
    }

    private static int Compare(OsvEvent left, OsvEvent right, VersionOrder order)
    {
        var (leftFirst, rightFirst) = (IsStart(left), IsStart(right));
        return leftFirst || rightFirst ? rightFirst.CompareTo(leftFirst) : order.Compare(left.Version, right.Version);
    }

    private static bool IsStart(OsvEvent change) => change.Kind == OsvEventKind.Introduced && Lower(change.Version) is null;

    /// <summary><c>0</c> is the beginning in every ecosystem; RustSec writes <c>0.0.0-0</c>, before which Cargo has no version.</summary>
    private static string? Lower(string introduced) => introduced is "0" or "0.0.0-0" ? null : introduced;

    private static void CutOff(List<VersionInterval> intervals, int first, string limit, VersionOrder? order)
    {
        for (var i = first; i < intervals.Count; i++)
        {
            if (intervals[i].To is not { } to || (order is not null && order.Compare(limit, to) <= 0))
                intervals[i] = intervals[i] with { To = limit, ToIncluded = false };
        }
    }
}
