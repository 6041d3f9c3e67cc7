namespace Pavior.Core;

/// <summary>
/// The order in which one ecosystem's own tool puts versions. Total: every two strings compare, also those the tool would
/// refuse, so that a range never depends on the order of its tests.
/// </summary>
public abstract class VersionOrder
{
    /// <summary>Short name for messages: <c>deb</c>, <c>npm</c>, <c>pep440</c>.</summary>
    public abstract string Id { get; }

    /// <summary>Below zero when the left version is older, zero when the tool holds them equal. Never throws.</summary>
    public abstract int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right);

    /// <summary>
    /// Where a version lies as seen from the end of a range. What the end leaves open does not count, where the ecosystem has it
    /// so: <c>1.2-3.el9</c> lies at an rpm end <c>1.2</c>, and <c>2.0+cu118</c> at a Python end <c>2.0</c>.
    /// </summary>
    public virtual int CompareToEnd(ReadOnlySpan<char> version, ReadOnlySpan<char> end) => Compare(version, end);

    /// <summary>True when the ecosystem's own tool would take this as a version.</summary>
    public abstract bool IsValid(ReadOnlySpan<char> version);
}
