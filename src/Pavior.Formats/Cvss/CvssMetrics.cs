namespace Pavior.Formats.Cvss;

/// <summary>
/// The metrics of each version in the order of its specification, which is the order of a canonical vector. Scoring knows metrics by their place here.
/// Values stand from the worst to the most harmless wherever version 4 measures a distance by them.
/// </summary>
internal static class CvssMetrics
{
    /// <summary>CVSS 2 guide, table 13.</summary>
    private static readonly CvssMetric[] Two =
    [
        new("AV", CvssGroup.Base, ["L", "A", "N"]),
        new("AC", CvssGroup.Base, ["H", "M", "L"]),
        new("Au", CvssGroup.Base, ["M", "S", "N"]),
        new("C", CvssGroup.Base, ["N", "P", "C"]),
        new("I", CvssGroup.Base, ["N", "P", "C"]),
        new("A", CvssGroup.Base, ["N", "P", "C"]),
        new("E", CvssGroup.Threat, ["U", "POC", "F", "H"]),
        new("RL", CvssGroup.Threat, ["OF", "TF", "W", "U"]),
        new("RC", CvssGroup.Threat, ["UC", "UR", "C"]),
        new("CDP", CvssGroup.Environmental, ["N", "L", "LM", "MH", "H"]),
        new("TD", CvssGroup.Environmental, ["N", "L", "M", "H"]),
        new("CR", CvssGroup.Environmental, ["L", "M", "H"]),
        new("IR", CvssGroup.Environmental, ["L", "M", "H"]),
        new("AR", CvssGroup.Environmental, ["L", "M", "H"]),
    ];

    /// <summary>CVSS 3.0 and 3.1, table 15.</summary>
    private static readonly CvssMetric[] Three =
    [
        new("AV", CvssGroup.Base, ["N", "A", "L", "P"]),
        new("AC", CvssGroup.Base, ["L", "H"]),
        new("PR", CvssGroup.Base, ["N", "L", "H"]),
        new("UI", CvssGroup.Base, ["N", "R"]),
        new("S", CvssGroup.Base, ["U", "C"]),
        new("C", CvssGroup.Base, ["N", "L", "H"]),
        new("I", CvssGroup.Base, ["N", "L", "H"]),
        new("A", CvssGroup.Base, ["N", "L", "H"]),
        new("E", CvssGroup.Threat, ["H", "F", "P", "U"]),
        new("RL", CvssGroup.Threat, ["U", "W", "T", "O"]),
        new("RC", CvssGroup.Threat, ["C", "R", "U"]),
        new("CR", CvssGroup.Environmental, ["L", "M", "H"]),
        new("IR", CvssGroup.Environmental, ["L", "M", "H"]),
        new("AR", CvssGroup.Environmental, ["L", "M", "H"]),
        new("MAV", CvssGroup.Environmental, ["N", "A", "L", "P"]),
        new("MAC", CvssGroup.Environmental, ["L", "H"]),
        new("MPR", CvssGroup.Environmental, ["N", "L", "H"]),
        new("MUI", CvssGroup.Environmental, ["N", "R"]),
        new("MS", CvssGroup.Environmental, ["U", "C"]),
        new("MC", CvssGroup.Environmental, ["N", "L", "H"]),
        new("MI", CvssGroup.Environmental, ["N", "L", "H"]),
        new("MA", CvssGroup.Environmental, ["N", "L", "H"]),
    ];

    /// <summary>CVSS 4.0, table 23.</summary>
    private static readonly CvssMetric[] Four =
    [
        new("AV", CvssGroup.Base, ["N", "A", "L", "P"]),
        new("AC", CvssGroup.Base, ["L", "H"]),
        new("AT", CvssGroup.Base, ["N", "P"]),
        new("PR", CvssGroup.Base, ["N", "L", "H"]),
        new("UI", CvssGroup.Base, ["N", "P", "A"]),
        new("VC", CvssGroup.Base, ["H", "L", "N"]),
        new("VI", CvssGroup.Base, ["H", "L", "N"]),
        new("VA", CvssGroup.Base, ["H", "L", "N"]),
        new("SC", CvssGroup.Base, ["H", "L", "N"]),
        new("SI", CvssGroup.Base, ["H", "L", "N"]),
        new("SA", CvssGroup.Base, ["H", "L", "N"]),
        new("E", CvssGroup.Threat, ["A", "P", "U"]),
        new("CR", CvssGroup.Environmental, ["H", "M", "L"]),
        new("IR", CvssGroup.Environmental, ["H", "M", "L"]),
        new("AR", CvssGroup.Environmental, ["H", "M", "L"]),
        new("MAV", CvssGroup.Environmental, ["N", "A", "L", "P"]),
        new("MAC", CvssGroup.Environmental, ["L", "H"]),
        new("MAT", CvssGroup.Environmental, ["N", "P"]),
        new("MPR", CvssGroup.Environmental, ["N", "L", "H"]),
        new("MUI", CvssGroup.Environmental, ["N", "P", "A"]),
        new("MVC", CvssGroup.Environmental, ["H", "L", "N"]),
        new("MVI", CvssGroup.Environmental, ["H", "L", "N"]),
        new("MVA", CvssGroup.Environmental, ["H", "L", "N"]),
        new("MSC", CvssGroup.Environmental, ["H", "L", "N"]),
        new("MSI", CvssGroup.Environmental, ["S", "H", "L", "N"]),
        new("MSA", CvssGroup.Environmental, ["S", "H", "L", "N"]),
        new("S", CvssGroup.Supplemental, ["N", "P"]),
        new("AU", CvssGroup.Supplemental, ["N", "Y"]),
        new("R", CvssGroup.Supplemental, ["A", "U", "I"]),
        new("V", CvssGroup.Supplemental, ["D", "C"]),
        new("RE", CvssGroup.Supplemental, ["L", "M", "H"]),
        new("U", CvssGroup.Supplemental, ["Clear", "Green", "Amber", "Red"]),
    ];

    public static ReadOnlySpan<CvssMetric> Of(CvssVersion version) => version switch
    {
        CvssVersion.V2 => Two,
        CvssVersion.V3_0 or CvssVersion.V3_1 => Three,
        CvssVersion.V4_0 => Four,
        _ => [],
    };

    public static string NotDefined(CvssVersion version) => version == CvssVersion.V2 ? "ND" : "X";

    /// <summary>What a vector starts with; nothing in version 2.</summary>
    public static string Prefix(CvssVersion version) => version switch
    {
        CvssVersion.V3_0 => "CVSS:3.0",
        CvssVersion.V3_1 => "CVSS:3.1",
        CvssVersion.V4_0 => "CVSS:4.0",
        _ => "",
    };

    /// <summary>-1 for a name that this version does not know.</summary>
    public static int Find(CvssVersion version, ReadOnlySpan<char> name)
    {
        var metrics = Of(version);
        for (var i = 0; i < metrics.Length; i++)
        {
            if (name.SequenceEqual(metrics[i].Name))
                return i;
        }

        return -1;
    }
}
