using System.Text;
using Pavior.Formats.Cvss;

namespace Pavior.Fuzz.Targets;

/// <summary>What is read about vulnerabilities: severity vectors, and statements of vendors.</summary>
internal static class AdvisoryTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("cvss-vector",
        [
            "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H"u8.ToArray(),
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/E:U/RL:O/RC:U/MAV:P/MS:U/CR:L"u8.ToArray(),
            "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:U/CR:L/MSI:S/AU:Y/U:Amber"u8.ToArray(),
        ], ReadVector),
    ];

    /// <summary>What was read has its scores in range, and reads back from its canonical form.</summary>
    private static void ReadVector(byte[] input)
    {
        var vector = CvssVector.Parse(Encoding.UTF8.GetString(input));
        foreach (var score in (ReadOnlySpan<decimal>)[vector.BaseScore, vector.ThreatScore, vector.EnvironmentalScore, vector.Score])
        {
            if (score is < 0m or > 10m || decimal.Round(score, 1) != score)
                throw new InvalidOperationException($"{vector} scores {score}");
        }

        if (CvssVector.Parse(vector.ToString()) != vector)
            throw new InvalidOperationException($"{vector} reads back as something else");
    }
}
