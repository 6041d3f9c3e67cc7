namespace Pavior.Scan.Csaf;

/// <summary>What a vendor says of a product and a vulnerability (CSAF 2.0, section 3.2.3.9).</summary>
internal enum CsafStatus
{
    Fixed,
    KnownAffected,
    KnownNotAffected,
    UnderInvestigation,
}
