namespace Pavior.Core;

/// <summary>An unbroken stretch of versions.</summary>
/// <param name="From">The lower end; null for "from the first version on".</param>
/// <param name="FromIncluded">Whether the lower end itself belongs to it.</param>
/// <param name="To">The upper end; null for "every later version".</param>
/// <param name="ToIncluded">Whether the upper end itself belongs to it; if not, it is the first version outside, as a fix is.</param>
public readonly record struct VersionInterval(string? From, bool FromIncluded, string? To, bool ToIncluded)
{
    /// <summary>Every version.</summary>
    public static VersionInterval All { get; } = new(null, true, null, true);

    /// <summary>Every version before a fix.</summary>
    public static VersionInterval Before(string fix) => new(null, true, fix, false);

    /// <summary>Every version up to this one, and this one.</summary>
    public static VersionInterval UpTo(string last) => new(null, true, last, true);

    /// <summary>This version and those equal to it.</summary>
    public static VersionInterval Only(string version) => new(version, true, version, true);

    /// <summary>This version and every later one.</summary>
    public static VersionInterval Since(string first) => new(first, true, null, true);

    /// <summary>Every version later than this one.</summary>
    public static VersionInterval After(string version) => new(version, false, null, true);

    /// <summary>A version and those after it, up to the fix.</summary>
    public static VersionInterval Between(string first, string fix) => new(first, true, fix, false);

    public bool Contains(VersionOrder order, ReadOnlySpan<char> version)
    {
        if (From is not null && order.CompareToEnd(version, From) is var low && (low < 0 || (low == 0 && !FromIncluded)))
            return false;
        return To is null || (order.CompareToEnd(version, To) is var high && (high < 0 || (high == 0 && ToIncluded)));
    }

    /// <summary>True when its ends leave no version between them.</summary>
    public bool IsEmpty(VersionOrder order)
    {
        if (From is null || To is null)
            return false;
        var ends = order.Compare(From, To);
        return ends > 0 || (ends == 0 && !(FromIncluded && ToIncluded));
    }

    /// <summary>Orders intervals by where they begin.</summary>
    public static int CompareFrom(VersionOrder order, VersionInterval left, VersionInterval right)
    {
        if (left.From is null || right.From is null)
            return (left.From is null ? 0 : 1) - (right.From is null ? 0 : 1);
        var ends = order.Compare(left.From, right.From);
        return ends != 0 ? ends : (left.FromIncluded ? 0 : 1) - (right.FromIncluded ? 0 : 1);
    }

    /// <summary>Orders intervals by where they stop.</summary>
    public static int CompareTo(VersionOrder order, VersionInterval left, VersionInterval right)
    {
        if (left.To is null || right.To is null)
            return (left.To is null ? 1 : 0) - (right.To is null ? 1 : 0);
        var ends = order.Compare(left.To, right.To);
        return ends != 0 ? ends : (left.ToIncluded ? 1 : 0) - (right.ToIncluded ? 1 : 0);
    }

    /// <summary>Interval notation: <c>[1.0, 1.4)</c>, <c>(, 2.1]</c>; <c>[1.0]</c> for one version.</summary>
    public override string ToString() => From is not null && From == To && FromIncluded && ToIncluded
        ? $"[{From}]"
        : $"{(From is null || !FromIncluded ? '(' : '[')}{From}, {To}{(To is null || !ToIncluded ? ')' : ']')}";
}
