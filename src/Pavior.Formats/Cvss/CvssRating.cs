namespace Pavior.Formats.Cvss;

/// <summary>The words for a score: the qualitative severity rating scale (CVSS 3.1 and 4.0, section "Qualitative Severity Rating Scale").</summary>
public enum CvssRating
{
    /// <summary>A score of 0.0; version 2 has no such word.</summary>
    None,
    Low,
    Medium,
    High,

    /// <summary>9.0 and above; version 2 has no such word.</summary>
    Critical,
}
