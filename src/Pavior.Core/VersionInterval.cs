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

    public bool Contains(VersionOrder order, ReadOnlySpan<char> version)
    {
        if (From is not null && order.Compare(version, From) is var low && (low < 0 || (low == 0 && !FromIncluded)))
            return false;
        return To is null || (order.Compare(version, To) is var high && (high < 0 || (high == 0 && ToIncluded)));
    }

    /// <summary>Interval notation: <c>[1.0, 1.4)</c>, <c>(, 2.1]</c>.</summary>
    public override string ToString() => $"{(From is null || !FromIncluded ? '(' : '[')}{From}, {To}{(To is null || !ToIncluded ? ')' : ']')}";
}
