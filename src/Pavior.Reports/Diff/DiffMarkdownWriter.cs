using System.Globalization;
using System.Text;
using Pavior.Core;
using Pavior.Reports.Markdown;
using Pavior.Reports.Text;

namespace Pavior.Reports.Diff;

/// <summary>The difference as GitHub-flavoured Markdown, for a pull-request comment.</summary>
public sealed class DiffMarkdownWriter : IReportDiffWriter
{
    public string Format => "markdown";

    public void Write(ReportDiff diff, Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine($"## {MarkdownText.Of(diff.Before.Target.Name)} → {MarkdownText.Of(diff.After.Target.Name)}");
        text.WriteLine();
        text.WriteLine("| | Before | After |");
        text.WriteLine("|---|---|---|");
        Row(text, "Digest", diff, r => r.Target.Digest is { } digest ? MarkdownText.Code(digest.Short) : "");
        Row(text, "System", diff, r => MarkdownText.Of(DiffTableWriter.System(r)));
        Row(text, "User", diff, r => MarkdownText.Of(DiffTableWriter.User(r)));
        Row(text, "Layers", diff, r => r.Target.Layers.Count.ToString(CultureInfo.InvariantCulture));
        Row(text, "Size", diff, r => PlainText.Size(r.Target.Size));
        Row(text, "Packages", diff, r => PlainText.Number(r.Inventory.Packages.Count));
        Row(text, "Gaps", diff, r => PlainText.Number(r.Inventory.Gaps.Count));
        text.WriteLine();
        text.WriteLine($"{diff.LayersInCommon.ToString(CultureInfo.InvariantCulture)} layers in common.");
        WriteList(text, "added", diff.Added);
        WriteList(text, "removed", diff.Removed);
        WriteChanged(text, diff.Changed);
    }

    private static void Row(TextWriter text, string name, ReportDiff diff, Func<Report, string> of) =>
        text.WriteLine($"| {name} | {of(diff.Before)} | {of(diff.After)} |");

    private static void WriteList(TextWriter text, string title, IReadOnlyList<Package> packages)
    {
        if (packages.Count == 0)
            return;
        Open(text, PlainText.Count(packages.Count, "package"), title, "| Package | Version | |", "|---|---|---|");
        foreach (var package in packages)
            text.WriteLine($"| {MarkdownText.Of(package.Name)} | {MarkdownText.Of(package.Version)} | {DiffTableWriter.Mark(package)} |");
        Close(text);
    }

    private static void WriteChanged(TextWriter text, IReadOnlyList<PackageChange> changes)
    {
        if (changes.Count == 0)
            return;
        Open(text, PlainText.Count(changes.Count, "package"), "changed", "| Package | Before | After | |", "|---|---|---|---|");
        foreach (var change in changes)
            text.WriteLine($"| {MarkdownText.Of(change.After.Name)} | {MarkdownText.Of(change.Before.Version)} | {MarkdownText.Of(change.After.Version)} | {DiffTableWriter.Mark(change.After)} |");
        Close(text);
    }

    private static void Open(TextWriter text, string count, string title, string head, string rule)
    {
        text.WriteLine();
        text.WriteLine($"<details open><summary>{count} {title}</summary>");
        text.WriteLine();
        text.WriteLine(head);
        text.WriteLine(rule);
    }

    private static void Close(TextWriter text)
    {
        text.WriteLine();
        text.WriteLine("</details>");
    }
}
