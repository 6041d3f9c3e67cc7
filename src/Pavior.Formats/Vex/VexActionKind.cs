namespace Pavior.Formats.Vex;

/// <summary>What is done about a vulnerability: the remediations of CSAF, to which the other formats are mapped.</summary>
public enum VexActionKind
{
    /// <summary>Only a text; the format has no word for its kind.</summary>
    Unspecified,

    /// <summary>A fixed version is there.</summary>
    VendorFix,
    Mitigation,
    Workaround,

    /// <summary>A fix is to come (CSAF 2.1).</summary>
    FixPlanned,

    /// <summary>A fix that changes nothing for products that are not affected (CSAF 2.1).</summary>
    OptionalPatch,

    /// <summary>There is no fix yet; the text says more, such as "Fix deferred".</summary>
    NoneAvailable,

    /// <summary>There will be no fix; the text says more, such as "Out of support scope".</summary>
    NoFixPlanned,
}
