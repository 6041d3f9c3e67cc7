using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pavior.Core;
using Pavior.Reports.Diff;
using Pavior.Reports.Table;
using Pavior.Testing;
using Xunit;

namespace Pavior.Reports.Tests;

public sealed class WriterTests
{
    public static TheoryData<string> Formats { get; } = new(ReportWriters.All.Select(w => w.Format));

    public static TheoryData<string> DiffFormats { get; } = new(ReportDiffWriters.All.Select(w => w.Format));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_is_written_as_kept(string format) =>
        Snapshot.Match(Fixture($"image.{format}.txt"), Write(ReportWriters.Find(format)!, SampleReports.Image));

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_report_without_anything_is_written_as_kept(string format) =>
        Snapshot.Match(Fixture($"empty.{format}.txt"), Write(ReportWriters.Find(format)!, SampleReports.Empty));

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_wrong_is_written_as_kept(string format)
    {
        var text = Write(ReportWriters.Find(format)!, SampleAssessments.Image);
        Snapshot.Match(Fixture($"assessed.{format}.txt"), text);
        Assert.DoesNotContain(text, c => c != '\n' && char.IsControl(c));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_verdict_is_written_as_kept(string format)
    {
        var text = Write(ReportWriters.Find(format)!, SampleAssessments.Judged);
        Snapshot.Match(Fixture($"judged.{format}.txt"), text);
        Assert.DoesNotContain(text, c => c != '\n' && char.IsControl(c));
    }

    [Theory]
    [MemberData(nameof(DiffFormats))]
    public void The_difference_of_two_images_is_written_as_kept(string format)
    {
        var diff = ReportDiff.Between(SampleReports.Image, SampleReports.LaterImage);
        Snapshot.Match(Fixture($"diff.{format}.txt"), Text(output => ReportDiffWriters.Find(format)!.Write(diff, output)));
    }

    [Theory]
    [InlineData(80, false, false)]
    [InlineData(140, false, true)]
    [InlineData(60, true, false)]
    public void The_table_fits_its_width(int width, bool colour, bool all)
    {
        var text = Write(new TableReportWriter(new TableOptions(width, colour, all)), SampleReports.Image);
        Snapshot.Match(Fixture($"image.table-{width}{(colour ? "-colour" : "")}{(all ? "-all" : "")}.txt"), text);
        Assert.All(WithoutColour(text).Split('\n').Where(line => !line.Contains("sha256:", StringComparison.Ordinal)), line => Assert.True(line.Length <= width, line));
    }

    [Theory]
    [InlineData(80, false)]
    [InlineData(200, true)]
    public void Findings_come_first_and_what_is_hidden_is_counted(int width, bool all)
    {
        var text = Write(new TableReportWriter(new TableOptions(width, All: all)), SampleAssessments.Image);
        Snapshot.Match(Fixture($"findings.table-{width}{(all ? "-all" : "")}.txt"), text);
    }

    [Theory]
    [InlineData(TableOptions.LeastWidth)]
    [InlineData(80)]
    [InlineData(TableOptions.Unlimited)]
    public void Names_versions_and_ids_are_never_cut(int width)
    {
        var name = new string('n', 90);
        var package = new Package
        {
            Purl = new PackageUrl("npm", null, name, "1.2.3-" + new string('v', 60)),
            Evidence = [new Evidence("srv/" + new string('d', 200) + "/package.json", "npm-package-json")],
        };
        var finding = new Finding { Id = "GHSA-" + new string('x', 40), Package = package, FixedVersion = "9.9.9-" + new string('f', 60), Summary = "s" };
        var report = new Report(new Target(TargetKind.Image, new string('t', 120)), new Inventory(null, [package], []))
        {
            Assessment = new Assessment(new DatabaseInfo(SampleReports.Sha('1'), 1, [], false), [finding], [], [], new Dictionary<string, int>()),
        };
        var text = Write(new TableReportWriter(new TableOptions(width, All: true)), report);
        Assert.All([report.Target.Name, package.Name, package.Version, finding.Id, finding.FixedVersion], word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.Equal(width == TableOptions.Unlimited, text.Contains(package.Evidence[0].Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Long_paths_of_gaps_are_wrapped_at_a_slash_on_a_terminal_and_whole_when_piped()
    {
        var path = string.Join('/', Enumerable.Repeat("folder-of-a-name", 12));
        var report = new Report(new Target(TargetKind.SourceTree, "."), new Inventory(null, [], [new Gap(path, GapKind.Malformed, $"{path}: expected JSON")]));
        Assert.Contains($"    {path}: expected JSON\n", Write(new TableReportWriter(new TableOptions(TableOptions.Unlimited)), report), StringComparison.Ordinal);
        var lines = Write(new TableReportWriter(new TableOptions(80)), report).Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.Contains(lines, line => line.EndsWith("folder-of-a-name/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("docker.io/library/debian:12", 0, "label", "docker.io/library/debian:12 (says its label; no layer of it is known)")]
    [InlineData("localhost/base", 3, "annotation", "localhost/base (3 layers by the history, the name by its annotation)")]
    [InlineData("", 1, "history", "1 layer, by the history; its name is not known")]
    public void A_base_image_is_claimed_as_far_as_it_is_known(string name, int layers, string basis, string expected) =>
        Assert.Equal(expected, Words.Of(new BaseImage(name, layers, basis)));

    [Theory]
    [InlineData("app.oci.tar.gz:web", null, "app", null)]
    [InlineData("nodeapp.oci.d", null, "nodeapp.oci.d", null)]
    [InlineData("app.tar", "registry.example.org/team/app:1", "registry.example.org/team/app:1", "pkg:oci/app@sha256:1111111111111111111111111111111111111111111111111111111111111111?repository_url=registry.example.org%2Fteam%2Fapp&tag=1")]
    public void An_image_is_named_in_SBOMs_by_itself_and_not_by_its_file(string file, string? reference, string name, string? purl)
    {
        var target = new Target(TargetKind.Image, file) { Digest = SampleReports.Sha('1'), Reference = reference };
        Assert.Equal((name, purl), (Sbom.TargetName.Of(target), TargetPurl.Of(target)?.ToString()));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Twenty_runs_give_one_hash(string format)
    {
        var hashes = Enumerable.Range(0, 20)
            .Select(_ => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Write(ReportWriters.Find(format)!, SampleReports.Image)))))
            .Distinct();
        Assert.Single(hashes);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_format_passes_on_control_characters(string format)
    {
        var text = Write(ReportWriters.Find(format)!, SampleReports.Image);
        Assert.DoesNotContain(text, c => c != '\n' && char.IsControl(c));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("cyclonedx-1.6")]
    [InlineData("cyclonedx-1.7")]
    [InlineData("spdx-2.3")]
    [InlineData("spdx-3.0")]
    [InlineData("sarif")]
    public void Json_formats_are_json_without_repeated_names(string format)
    {
        using var document = JsonDocument.Parse(
            Write(ReportWriters.Find(format)!, SampleReports.Image), new JsonDocumentOptions { AllowDuplicateProperties = false });
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    [Fact]
    public void A_hundred_thousand_paths_are_written_in_bounded_memory()
    {
        var report = SampleReports.Large(1_000, 100);
        var writer = ReportWriters.Find("json")!;
        writer.Write(report, Stream.Null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        writer.Write(report, Stream.Null);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
    }

    [Fact]
    public void An_unknown_format_has_no_writer() => Assert.Null(ReportWriters.Find("xml"));

    [Fact]
    public void Serial_numbers_follow_the_content()
    {
        var writer = ReportWriters.Find("cyclonedx")!;
        var other = SampleReports.Image with { Target = SampleReports.Image.Target with { Name = "other" } };
        Assert.NotEqual(Serial(Write(writer, SampleReports.Image)), Serial(Write(writer, other)));
    }

    internal static string Write(IReportWriter writer, Report report) => Text(output => writer.Write(report, output));

    private static string Serial(string bom) => JsonDocument.Parse(bom).RootElement.GetProperty("serialNumber").GetString()!;

    private static string Text(Action<Stream> write)
    {
        using var output = new MemoryStream();
        write(output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static string WithoutColour(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\u001b')
                i = text.IndexOf('m', i);
            else
                plain.Append(text[i]);
        }

        return plain.ToString();
    }

    private static string Fixture(string name) => Repository.Fixture("Pavior.Reports.Tests", name);
}
