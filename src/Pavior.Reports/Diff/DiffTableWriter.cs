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
        WriteList(text, "added", style.Good, diff.Added.Select(p => (p.Name, p.Version, Mark(p))).ToArray());
        WriteList(text, "removed", style.Bad, diff.Removed.Select(p => (p.Name, p.Version, Mark(p))).ToArray());
        WriteList(text, "changed", style.Warning, diff.Changed.Select(c => (c.After.Name, $"{c.Before.Version} → {c.After.Version}", Mark(c.After))).ToArray());
        if (diff.IsEmpty)
        {
            text.WriteLine();
            text.WriteLine("No differences.");
        }
    }

    private void WriteHead(TextWriter text, Style style, ReportDiff diff)
    {
        var grid = new Grid(Width, 0, 2, new Column(Paint: style.Dim), new Column(GivesWay: 1));
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
        grid.Add("packages", $"{PlainText.Number(diff.Added.Count)} added, {PlainText.Number(diff.Removed.Count)} removed, {PlainText.Number(diff.Changed.Count)} changed");
        if (diff.Before.Inventory.Gaps.Count > 0 || diff.After.Inventory.Gaps.Count > 0)
            grid.Add("gaps", $"{PlainText.Number(diff.Before.Inventory.Gaps.Count)} before, {PlainText.Number(diff.After.Inventory.Gaps.Count)} after: this comparison is not complete");
        grid.Write(text);
    }

    private void WriteList(TextWriter text, string title, Func<string, string> paint, (string Name, string Version, string Mark)[] rows)
    {
        if (rows.Length == 0)
            return;
        text.WriteLine();
        text.WriteLine($"{paint(title)}  {PlainText.Number(rows.Length)}");
        var shown = _options.All || rows.Length <= Listed + 2 ? rows.Length : Listed;
        var grid = new Grid(Width, 2, 2, new Column(GivesWay: 2), new Column(GivesWay: 1), new Column());
        foreach (var (name, version, mark) in rows.Take(shown))
            grid.Add(name, version, mark);
        grid.Write(text);
        if (shown < rows.Length)
            text.WriteLine($"  and {PlainText.Number(rows.Length - shown)} more (--all lists them)");
    }

    internal static string Mark(Package package) =>
        package.Relation == Relation.Installed ? Ecosystems.Title(package.Purl.Type) : $"{Ecosystems.Title(package.Purl.Type)}, {Words.Of(package.Relation)}";

    internal static string Name(Report report) =>
        report.Target.Digest is { } digest ? $"{report.Target.Name}  {digest.Algorithm}:{digest.Short}" : report.Target.Name;

    internal static string System(Report report) => report.Inventory.Distribution?.PurlQualifier ?? "none";

    internal static string User(Report report) => string.IsNullOrEmpty(report.Target.User) ? "root" : report.Target.User;
}
