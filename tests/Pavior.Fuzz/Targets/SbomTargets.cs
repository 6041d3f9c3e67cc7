using Pavior.Reports;
using Pavior.Scan.Sbom;
using Pavior.Testing;

namespace Pavior.Fuzz.Targets;

/// <summary>SBOM readers, attacked with what the writers write.</summary>
internal static class SbomTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("sbom-cyclonedx-json", [Written("cyclonedx-1.7")], Read),
        new("sbom-cyclonedx-xml", ["""
            <bom xmlns="http://cyclonedx.org/schema/bom/1.5" serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79"><metadata><timestamp>2020-01-01T00:00:00Z</timestamp></metadata>
            <components><component type="library" bom-ref="x"><name>a</name><version>1</version><hashes><hash alg="SHA-256">be</hash></hashes>
            <licenses><license><id>MIT</id></license><expression>MIT OR ISC</expression></licenses><purl>pkg:npm/a@1</purl><properties><property name="a">b</property></properties>
            <evidence><identity><field>purl</field><confidence>0.5</confidence></identity><occurrences><occurrence><location>/a</location><line>7</line></occurrence></occurrences></evidence>
            </component></components><dependencies><dependency ref="x"><dependency ref="y"/></dependency></dependencies></bom>
            """u8.ToArray()], Read),
        new("sbom-spdx-json", [Written("spdx-2.3")], Read),
        new("sbom-spdx-tag-value", [Written("spdx-2.3-tag-value")], Read),
        new("sbom-pavior-report", [Written("json")], Read),
        new("sbom-spdx-3", [Written("spdx-3.0")], Read),
        FuzzTarget.Over(new EmbeddedSbom(), "opt/a/.spdx-a.spdx", Written("cyclonedx-1.6"), Written("spdx-2.3"), Written("spdx-2.3-tag-value")),
    ];

    private static void Read(byte[] input) => SbomFile.Read("input", input);

    private static byte[] Written(string format)
    {
        using var output = new MemoryStream();
        ReportWriters.Find(format)!.Write(SampleReports.Image, output);
        return output.ToArray();
    }
}
