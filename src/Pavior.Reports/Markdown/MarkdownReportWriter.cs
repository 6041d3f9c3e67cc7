using System.Globalization;
using System.Text;
using Pavior.Core;
using Pavior.Reports.Sbom;
using Pavior.Reports.Text;

namespace Pavior.Reports.Markdown;

/// <summary>GitHub-flavoured Markdown for a pull-request comment or a wiki: a summary that stays short, everything else folded.</summary>
public sealed class MarkdownReportWriter : IReportWriter
{
    private const int MaxInstruction = 100;

    public string Format => "markdown";

    public void Write(Report report, Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        WriteSummary(text, report);
        MarkdownVerdict.Write(text, report);
        WriteGaps(text, report.Inventory.Gaps);
        WriteLayers(text, report);
        WritePackages(text, report);
    }

    private static void WriteSummary(TextWriter text, Report report)
    {
        var target = report.Target;
        text.WriteLine($"## {MarkdownText.Of(target.Name)}");
        text.WriteLine();
        text.WriteLine("| | |");
        text.WriteLine("|---|---|");
        Row(text, "Digest", target.Digest is { } digest ? MarkdownText.Code(digest.ToString()) : null);
        Row(text, "Image id", target.ConfigDigest is { } config ? MarkdownText.Code(config.ToString()) : null);
        Row(text, "Platform", target.Platform is { } platform ? MarkdownText.Of(platform) : null);
        Row(text, "System", report.Inventory.Distribution is { } system ? MarkdownText.Of(system.PrettyName.Length > 0 ? system.PrettyName : system.Id) : null);
        Row(text, "User", target.Kind == TargetKind.Image ? (string.IsNullOrEmpty(target.User) ? "root (none is set)" : MarkdownText.Code(target.User)) : null);
        Row(text, "Base image", target.Base is { } image ? MarkdownText.Of(Words.Of(image)) : null);
        Row(text, "Layers", target.Layers.Count > 0 ? $"{PlainText.Number(target.Layers.Count)}, {PlainText.Size(target.Size)}" : null);
        Row(text, "Packages", PlainText.Number(report.Inventory.Packages.Count));
        Row(text, "Gaps", report.Inventory.Gaps.Count == 0 ? "none" : $"**{PlainText.Number(report.Inventory.Gaps.Count)}: this report is not complete**");
    }

    private static void Row(TextWriter text, string name, string? value)
    {
        if (value is not null)
            text.WriteLine($"| {name} | {value} |");
    }

    private static void WriteGaps(TextWriter text, IReadOnlyList<Gap> gaps)
    {
        if (gaps.Count == 0)
            return;
        text.WriteLine();
        text.WriteLine("### What could not be seen");
        text.WriteLine();
        text.WriteLine("| Where | Layer | Why |");
        text.WriteLine("|---|---:|---|");
        foreach (var gap in gaps)
            text.WriteLine($"| {MarkdownText.Code(gap.Path)} | {gap.Layer?.ToString(CultureInfo.InvariantCulture)} | {Words.Of(gap.Kind).Replace('-', ' ')}: {MarkdownText.Of(gap.Reason)} |");
    }

    private static void WriteLayers(TextWriter text, Report report)
    {
        var layers = report.Target.Layers;
        if (layers.Count == 0)
            return;
        var brought = report.Inventory.Packages.Select(p => SbomProperties.LayerOf(p, layers)?.Index).OfType<int>().CountBy(i => i).ToDictionary();
        text.WriteLine();
        text.WriteLine($"<details><summary>{PlainText.Count(layers.Count, "layer")}</summary>");
        text.WriteLine();
        text.WriteLine("| | Size | Packages | Instruction |");
        text.WriteLine("|---:|---:|---:|---|");
        foreach (var layer in layers)
        {
            var instruction = layer.Instruction is { Length: > 0 } line ? MarkdownText.Code(PlainText.Fit(line, MaxInstruction)) : "";
            var number = layer.Index.ToString(CultureInfo.InvariantCulture);
            text.WriteLine($"| {number} | {PlainText.Size(layer.Size)} | {PlainText.Number(brought.GetValueOrDefault(layer.Index))} | {(layer.FromBase ? "base: " : "")}{instruction} |");
        }

        text.WriteLine();
        text.WriteLine("</details>");
    }

    private static void WritePackages(TextWriter text, Report report)
    {
        var layers = report.Target.Layers;
        foreach (var (title, listed) in Ecosystems.Of(report.Inventory.Packages))
        {
            text.WriteLine();
            text.WriteLine($"<details><summary>{title}: {PlainText.Count(listed.Count, "package")}{(Ecosystems.Note(title) is { Length: > 0 } note ? $", {note}" : "")}</summary>");
            text.WriteLine();
            text.WriteLine(layers.Count > 0 ? "| Package | Version | | Layer | Where |" : "| Package | Version | | Where |");
            text.WriteLine(layers.Count > 0 ? "|---|---|---|---:|---|" : "|---|---|---|---|");
            foreach (var package in listed)
                text.WriteLine($"| {MarkdownText.Of(package.Name)} | {MarkdownText.Of(package.Version)} | {Marks(package)} | {Layered(package, layers)}{Where(package)} |");
            text.WriteLine();
            text.WriteLine("</details>");
        }
    }

    private static string Layered(Package package, IReadOnlyList<Layer> layers) =>
        layers.Count > 0 ? $"{SbomProperties.LayerOf(package, layers)?.Index.ToString(CultureInfo.InvariantCulture)} | " : "";

    private static string Marks(Package package) => Words.Marks(package, owner => $"owned by {MarkdownText.Of(owner.Name)}");

    private static string Where(Package package) =>
        package.Evidence.Count == 0 ? ""
        : package.Evidence.Count == 1 ? MarkdownText.Code(package.Evidence[0].Path)
        : $"{MarkdownText.Code(package.Evidence[0].Path)} and {PlainText.Number(package.Evidence.Count - 1)} more";
}
