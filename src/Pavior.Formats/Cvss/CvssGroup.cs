namespace Pavior.Formats.Cvss;

/// <summary>The groups that metrics come in; which of them are defined says which score is meant.</summary>
internal enum CvssGroup
{
    Base,

    /// <summary>Called temporal before version 4.</summary>
    Threat,
    Environmental,

    /// <summary>Not part of any score.</summary>
    Supplemental,
}
