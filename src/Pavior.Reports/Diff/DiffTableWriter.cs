using System.Text;
using Pavior.Core;
using Pavior.Reports.Table;
using Pavior.Reports.Text;

namespace Pavior.Reports.Diff;

/// <summary>The difference for a person at a terminal.</summary>
public sealed class DiffTableWriter(TableOptions? options = null) : IReportDiffWriter
{
    private const int Listed = 20;

    private readonly TableOptions _options = options ?? new TableOptions();

    public string Format => "table";

    private int Width => Math.Max(_options.Width, TableOptions.LeastWidth);

    public void Write(ReportDiff diff, Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var style = new Style(_options.Colour);
        WriteHead(text, style, diff);
        foreach (var (title, rows) in DiffRow.Of(diff, moves: _options.All))
            WriteRows(text, style, title, rows);
        if (diff.Moved.Count > 0 && !_options.All)
        {
            text.WriteLine();
            text.WriteLine(style.Dim($"{PlainText.Count(diff.Moved.Count, "package")} in another layer or at another path, and otherwise the same (--all lists them)"));
        }

        if (diff.IsEmpty)
        {
            text.WriteLine();
            text.WriteLine("No differences.");
        }
    }

    private void WriteHead(TextWriter text, Style style, ReportDiff diff)
    {
        var grid = new Grid(Width, 0, 2, new Column(Paint: style.Dim), new Column());
        grid.Add("before", Name(diff.Before));
        grid.Add("after", Name(diff.After));
        if (diff.Before.Target.Layers.Count > 0 || diff.After.Target.Layers.Count > 0)
        {
            grid.Add("layers", $"{diff.LayersInCommon} in common, {diff.Before.Target.Layers.Count} before, {diff.After.Target.Layers.Count} after");
            grid.Add("size", (diff.SizeDifference < 0 ? "-" : "+") + PlainText.Size(Math.Abs(diff.SizeDifference)));
        }

        if (diff.DistributionChanged)
            grid.Add("system", $"{System(diff.Before)} → {System(diff.After)}");
        if (diff.UserChanged)
            grid.Add("user", $"{User(diff.Before)} → {User(diff.After)}");
        grid.Add("packages", DiffRow.Total(diff));
        if (diff.Before.Inventory.Gaps.Count > 0 || diff.After.Inventory.Gaps.Count > 0)
            grid.Add("gaps", $"{PlainText.Number(diff.Before.Inventory.Gaps.Count)} before, {PlainText.Number(diff.After.Inventory.Gaps.Count)} after: this comparison is not complete");
        grid.Write(text);
    }

    private void WriteRows(TextWriter text, Style style, string title, IReadOnlyList<DiffRow> rows)
    {
        text.WriteLine();
        text.WriteLine($"{style.Heading(title)}  {style.Dim(DiffRow.Counts(rows))}");
        var shown = _options.All || rows.Count <= Listed + 2 ? rows.Count : Listed;
        var grid = new Grid(
            Width,
            2,
            2,
            new Column(Paint: sign => sign switch
            {
                "+" => style.Good(sign),
                "-" => style.Bad(sign),
                _ => style.Warning(sign),
            }),
            new Column(Aligned: 40),
            new Column(Aligned: 48),
            new Column(Paint: style.Dim));
        foreach (var row in rows.Take(shown))
            grid.Add(row.Sign.ToString(), row.Package.Name, row.Version, row.Notes);
        grid.Write(text);
        if (shown < rows.Count)
            text.WriteLine(style.Dim($"  and {DiffRow.Counts([.. rows.Skip(shown)])} more (--all lists them)"));
    }

    internal static string Name(Report report) =>
        report.Target.Digest is { } digest ? $"{report.Target.Name}  {digest.Algorithm}:{digest.Short}" : report.Target.Name;

    internal static string System(Report report) => report.Inventory.Distribution?.PurlQualifier ?? "none";

    internal static string User(Report report) => string.IsNullOrEmpty(report.Target.User) ? "root" : report.Target.User;
}
