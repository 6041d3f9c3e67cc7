namespace Pavior.Reports.CycloneDx;

/// <summary>The versions of the specification that are written.</summary>
public enum CycloneDxVersion
{
    V1_6,
    V1_7,
}
