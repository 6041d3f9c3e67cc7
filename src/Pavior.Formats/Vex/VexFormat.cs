namespace Pavior.Formats.Vex;

/// <summary>The formats in which VEX documents come.</summary>
public enum VexFormat
{
    /// <summary>OpenVEX 0.2.0, and what earlier drafts wrote differently.</summary>
    OpenVex,

    /// <summary>OASIS CSAF 2.0 and 2.1.</summary>
    Csaf,

    /// <summary>CycloneDX JSON with <c>vulnerabilities[].analysis</c>.</summary>
    CycloneDx,
}
