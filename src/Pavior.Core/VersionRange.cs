namespace Pavior.Core;

/// <summary>Versions as a union of intervals, each kept as its publisher wrote it.</summary>
public sealed class VersionRange : IEquatable<VersionRange>
{
    private string? _text;

    public VersionRange(IReadOnlyList<VersionInterval> intervals) => Intervals = intervals;

    /// <summary>Every version.</summary>
    public static VersionRange All { get; } = new([VersionInterval.All]);

    /// <summary>No version.</summary>
    public static VersionRange None { get; } = new([]);

    public IReadOnlyList<VersionInterval> Intervals { get; }

    public bool Contains(VersionOrder order, ReadOnlySpan<char> version)
    {
        foreach (var interval in Intervals)
        {
            if (interval.Contains(order, version))
                return true;
        }

        return false;
    }

    /// <summary>The range of these intervals, sorted, without the empty, those that touch made one: what the set operations give.</summary>
    public static VersionRange Of(VersionOrder order, IEnumerable<VersionInterval> intervals)
    {
        var sorted = intervals.Where(i => !i.IsEmpty(order)).ToArray();
        if (sorted.Length < 2)
            return Of(sorted);
        Array.Sort(sorted, (a, b) =>
            VersionInterval.CompareFrom(order, a, b) is var from and not 0 ? from : string.CompareOrdinal(a.ToString(), b.ToString()));
        var merged = new List<VersionInterval> { sorted[0] };
        foreach (var next in sorted.AsSpan(1))
        {
            var last = merged[^1];
            if (!Touches(order, last, next))
                merged.Add(next);
            else if (VersionInterval.CompareTo(order, last, next) < 0)
                merged[^1] = last with { To = next.To, ToIncluded = next.ToIncluded };
        }

        return Of(merged.ToArray());
    }

    /// <summary>Versions that are in either range.</summary>
    public VersionRange Union(VersionOrder order, VersionRange other) => Of(order, Intervals.Concat(other.Intervals));

    /// <summary>Versions that are in both ranges. Both must be sorted, as what <see cref="Of(VersionOrder, IEnumerable{VersionInterval})"/> gives is.</summary>
    public VersionRange Intersect(VersionOrder order, VersionRange other)
    {
        var common = new List<VersionInterval>();
        int mine = 0, theirs = 0;
        while (mine < Intervals.Count && theirs < other.Intervals.Count)
        {
            VersionInterval left = Intervals[mine], right = other.Intervals[theirs];
            var later = VersionInterval.CompareFrom(order, left, right) >= 0 ? left : right;
            var mineStopsFirst = VersionInterval.CompareTo(order, left, right) <= 0;
            var earlier = mineStopsFirst ? left : right;
            common.Add(new VersionInterval(later.From, later.FromIncluded, earlier.To, earlier.ToIncluded));
            _ = mineStopsFirst ? mine++ : theirs++;
        }

        return Of(order, common);
    }

    /// <summary>Versions that are not in this range, which must be sorted.</summary>
    public VersionRange Complement(VersionOrder order)
    {
        var gaps = new List<VersionInterval>();
        var gap = VersionInterval.All;
        foreach (var interval in Intervals)
        {
            if (interval.From is not null)
                gaps.Add(gap with { To = interval.From, ToIncluded = !interval.FromIncluded });
            if (interval.To is null)
                return Of(order, gaps);
            gap = new VersionInterval(interval.To, !interval.ToIncluded, null, true);
        }

        return Of(order, gaps.Append(gap));
    }

    public bool Equals(VersionRange? other) => other is not null && Intervals.SequenceEqual(other.Intervals);

    public override bool Equals(object? obj) => Equals(obj as VersionRange);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var interval in Intervals)
            hash.Add(interval);
        return hash.ToHashCode();
    }

    /// <summary>Intervals in interval notation, joined by <c>or</c>.</summary>
    public override string ToString() => _text ??= Intervals.Count == 0 ? "none" : string.Join(" or ", Intervals);

    private static VersionRange Of(VersionInterval[] intervals) => intervals switch
    {
        [] => None,
        [var only] when only == VersionInterval.All => All,
        _ => new VersionRange(intervals),
    };

    /// <summary>Whether no version lies between the end of one interval and the beginning of the next, which begins no earlier.</summary>
    private static bool Touches(VersionOrder order, VersionInterval first, VersionInterval next)
    {
        if (first.To is null || next.From is null)
            return true;
        var ends = order.Compare(next.From, first.To);
        return ends < 0 || (ends == 0 && (first.ToIncluded || next.FromIncluded));
    }
}
