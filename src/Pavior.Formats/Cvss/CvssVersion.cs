namespace Pavior.Formats.Cvss;

/// <summary>The versions of the Common Vulnerability Scoring System; each has metrics and equations of its own.</summary>
public enum CvssVersion
{
    /// <summary>No vector at all: the version of a default value.</summary>
    None,
    V2,
    V3_0,
    V3_1,
    V4_0,
}
