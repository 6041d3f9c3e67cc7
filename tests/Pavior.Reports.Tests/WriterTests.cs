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
        Assert.All(WithoutColour(text).Split('\n'), line => Assert.True(line.Length <= width, line));
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
