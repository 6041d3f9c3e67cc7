namespace Pavior.Core;

/// <summary>Versions as a union of intervals, each kept as its publisher wrote it.</summary>
public sealed class VersionRange : IEquatable<VersionRange>
{
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
    public override string ToString() => Intervals.Count == 0 ? "none" : string.Join(" or ", Intervals);
}
