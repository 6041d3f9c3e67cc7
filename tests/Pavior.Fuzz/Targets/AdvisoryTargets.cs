using System.Text;
using Pavior.Core;
using Pavior.Formats.Cvss;
using Pavior.Formats.Vex;
using Pavior.Testing;

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
        new("vex-openvex", [Fixture("openvex"), Fixture("openvex-draft"), Fixture("openvex-attested")], ReadVex),
        new("vex-csaf", [Fixture("csaf-2.0"), Fixture("csaf-2.1")], ReadVex),
        new("vex-cyclonedx", [Fixture("cyclonedx")], ReadVex),
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

    /// <summary>Whatever was read can be written, and that can be read.</summary>
    private static void ReadVex(byte[] input)
    {
        var document = VexReader.Read("input", input);
        document = document with { Author = document.Author is { Length: > 0 } author ? author : "nobody", Timestamp = document.Timestamp ?? DateTimeOffset.UnixEpoch };
        using var output = new MemoryStream();
        OpenVexWriter.Write(document, output);
        var bytes = output.ToArray();
        try
        {
            VexReader.Read("output", bytes);
        }
        catch (ParseException refused)
        {
            throw new InvalidOperationException("what was written is refused: " + refused.Message, refused);
        }
    }

    private static byte[] Fixture(string name) => File.ReadAllBytes(Repository.Fixture("Pavior.Formats.Tests", $"Vex/{name}.json"));
}
