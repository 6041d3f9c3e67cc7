namespace Pavior.Core;

/// <summary>Everything that a report writer may show. Same target digest, same program version, same database: equal to the byte.</summary>
public sealed record Report(Target Target, Inventory Inventory)
{
    /// <summary>Null when nobody asked what is wrong.</summary>
    public Assessment? Assessment { get; init; }

    /// <summary>Findings that do not count, each with its <see cref="Finding.Statement"/>: waived, or set aside by a VEX document. Ordered by risk.</summary>
    public IReadOnlyList<Finding> Suppressed { get; init; } = [];

    /// <summary>Waivers and VEX statements that changed nothing; waivers first, each in the order of its file.</summary>
    public IReadOnlyList<UnusedStatement> Unused { get; init; } = [];

    /// <summary>What the policy says; null when no policy was asked.</summary>
    public Verdict? Verdict { get; init; }
}
