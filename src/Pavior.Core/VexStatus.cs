namespace Pavior.Core;

/// <summary>What a statement says of a vulnerability in a product: the four statuses of the "Minimum Requirements for VEX".</summary>
public enum VexStatus
{
    NotAffected,
    Affected,
    Fixed,
    UnderInvestigation,
}
