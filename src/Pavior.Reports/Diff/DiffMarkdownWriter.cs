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
        text.WriteLine($"{PlainText.Count(diff.LayersInCommon, "layer")} in common. Packages: {DiffRow.Total(diff)}.");
        foreach (var (title, rows) in DiffRow.Of(diff, moves: false))
            WriteRows(text, title, rows);
    }

    private static void Row(TextWriter text, string name, ReportDiff diff, Func<Report, string> of) =>
        text.WriteLine($"| {name} | {of(diff.Before)} | {of(diff.After)} |");

    private static void WriteRows(TextWriter text, string title, IReadOnlyList<DiffRow> rows)
    {
        text.WriteLine();
        text.WriteLine($"<details open><summary>{title}: {DiffRow.Counts(rows)}</summary>");
        text.WriteLine();
        text.WriteLine("| | Package | Version | |");
        text.WriteLine("|---|---|---|---|");
        foreach (var row in rows)
            text.WriteLine($"| `{row.Sign}` | {MarkdownText.Of(row.Package.Name)} | {MarkdownText.Of(row.Version)} | {MarkdownText.Of(row.Notes)} |");
        text.WriteLine();
        text.WriteLine("</details>");
    }
}
