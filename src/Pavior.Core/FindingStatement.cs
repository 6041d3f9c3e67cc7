namespace Pavior.Core;

/// <summary>What somebody states about a finding: a VEX document that came with the scan, or a waiver of the policy.</summary>
public sealed record FindingStatement
{
    /// <summary>A waiver accepts a vulnerability as it is (<see cref="VexStatus.Affected"/>), unless it says why the package does not have it.</summary>
    public required VexStatus Status { get; init; }

    public VexJustification? Justification { get; init; }

    /// <summary>For people: why.</summary>
    public string Text { get; init; } = "";

    /// <summary>The owner of a waiver, the author of a document.</summary>
    public string By { get; init; } = "";

    /// <summary>The file that states it, and the line where it does.</summary>
    public required string Source { get; init; }

    /// <summary>Of a document: since when.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Of a waiver: the last day on which it counts.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>True for the policy's own word, false for a document's.</summary>
    public bool IsWaiver { get; init; }

    /// <summary>Whether the finding is set aside because of it: waived, not affected, or fixed.</summary>
    public bool SetsAside => IsWaiver || Status is VexStatus.NotAffected or VexStatus.Fixed;
}
