namespace Pavior.Formats.Cvss;

/// <summary>What 3.1 changed in the equations of 3.0: how to round up, and the impact in a changed environment.</summary>
internal enum CvssEdition3
{
    V3_0,
    V3_1,
}
