using System.Text;
using Pavior.Core;
using Pavior.Reports;
using Pavior.Scan.Sbom;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Sbom;

public sealed class SbomRoundTripTests
{
    public static TheoryData<string> Formats { get; } = ["cyclonedx", "cyclonedx-1.6", "cyclonedx-1.7", "spdx", "spdx-2.3", "spdx-2.3-tag-value", "spdx-3.0", "json"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_was_written_is_read_as_the_same_packages(string format)
    {
        var read = Read(format, SampleReports.Image);
        var sent = SampleReports.Image.Inventory.Packages;
        Assert.Equal(sent.Count, read.Inventory.Packages.Count);
        for (var i = 0; i < sent.Count; i++)
            Assert.Equal(Describe(sent[i]), Describe(read.Inventory.Packages[i]));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_image_and_its_gaps_come_back(string format)
    {
        var (sent, read) = (SampleReports.Image, Read(format, SampleReports.Image));
        Assert.Equal(sent.Target.Layers, read.Target.Layers);
        Assert.Equal(sent.Target.Base, read.Target.Base);
        Assert.Equal(sent.Target.Labels, read.Target.Labels);
        Assert.Equal(sent.Target.Command, read.Target.Command);
        Assert.Equal((sent.Target.ConfigDigest, sent.Target.Platform, sent.Target.Created, sent.Target.User), (read.Target.ConfigDigest, read.Target.Platform, read.Target.Created, read.Target.User));
        Assert.Equal(Describe(sent.Inventory.Distribution), Describe(read.Inventory.Distribution));
        Assert.Equal(sent.Inventory.Gaps.OrderBy(g => g.Path, StringComparer.Ordinal), read.Inventory.Gaps.OrderBy(g => g.Path, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_empty_report_comes_back_empty(string format)
    {
        var read = Read(format, SampleReports.Empty);
        Assert.Empty(read.Inventory.Packages);
        Assert.Empty(read.Inventory.Gaps);
        Assert.Null(read.Inventory.Distribution);
        Assert.Null(read.Target.Created);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Writing_what_was_read_gives_the_same_packages_again(string format)
    {
        var once = Read(format, SampleReports.Image);
        var twice = Read(format, once);
        Assert.Equal(once.Inventory.Packages.Select(Describe), twice.Inventory.Packages.Select(Describe));
    }

    [Fact]
    public void The_json_report_brings_back_owned_files_and_the_name_of_the_image_too()
    {
        var read = Read("json", SampleReports.Image);
        Assert.Equal(SampleReports.Image.Inventory.Packages.Select(p => p.Files), read.Inventory.Packages.Select(p => p.Files));
        Assert.Equal(SampleReports.Image.Target.Reference, read.Target.Reference);
    }

    [Fact]
    public void A_report_of_another_major_version_is_refused()
    {
        var text = """{"schemaVersion": "2.0", "generator": {"name": "pavior"}, "target": {"kind": "image", "name": "x"}}""";
        var refused = Assert.Throws<ParseException>(() => SbomFile.Read("r.json", Encoding.UTF8.GetBytes(text)));
        Assert.Equal("r.json: a report of schema version 2.0: versions 1.x are read", refused.Message);
    }

    private static Report Read(string format, Report report)
    {
        using var output = new MemoryStream();
        ReportWriters.Find(format)!.Write(report, output);
        return SbomFile.Read("image.sbom", output.ToArray()).Finish(new Target(TargetKind.Sbom, "image.sbom"));
    }

    /// <summary>Everything but owned files, which SBOMs leave out. Text that no format can carry (lone surrogates) is compared as written.</summary>
    internal static string Describe(Package package)
    {
        var text = new StringBuilder();
        text.AppendLine($"{package.Purl} {package.Relation} {package.Scope} {package.Confidence}");
        text.AppendLine($"source {package.Source} owner {package.Owner} supplier {package.Supplier}");
        text.AppendLine($"licences {string.Join(" | ", package.Licenses)}");
        text.AppendLine($"requires {string.Join(" | ", package.Requires)}");
        foreach (var evidence in package.Evidence)
            text.AppendLine(evidence.ToString());
        foreach (var (key, value) in package.Properties)
            text.AppendLine($"{key}={value}");
        return string.Concat(text.ToString().EnumerateRunes().Select(r => r.ToString()));
    }

    private static string Describe(Distribution? distribution) =>
        distribution is null ? "none" : $"{distribution.Id} {distribution.VersionId} {distribution.PrettyName} {distribution.Codename} {string.Join(',', distribution.IdLike)}";
}
