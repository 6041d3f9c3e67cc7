using Pavior.Core;
using Pavior.Reports.Text;

namespace Pavior.Reports.Table;

/// <summary>The end of the terminal view: what was set aside and by whom, what of the policy was of no use, and the verdict with its reasons.</summary>
internal sealed class VerdictTable(TextWriter text, Style style, TableOptions options, int width)
{
    private const int ListedSuppressed = 10;
    private const int ListedUnused = 5;
    private const int ListedFindings = 3;
    private const int CellGap = 2;

    public void Write(Report report)
    {
        WriteSuppressed(report.Suppressed);
        WriteUnused(report.Unused);
        if (report.Verdict is { } verdict && (!verdict.Policy.IsBuiltIn || verdict.Because.Count > 0))
            Write(verdict);
    }

    private void WriteSuppressed(IReadOnlyList<Finding> suppressed)
    {
        if (suppressed.Count == 0)
            return;
        text.WriteLine();
        var waived = suppressed.Count(f => f.Statement!.IsWaiver);
        var parts = new[] { (waived, "waived"), (suppressed.Count - waived, "by VEX") }.Where(p => p.Item1 > 0).Select(p => $"{PlainText.Number(p.Item1)} {p.Item2}");
        text.WriteLine($"{style.Heading($"{PlainText.Count(suppressed.Count, "finding")} set aside")}: {string.Join(", ", parts)}");
        var grid = new Grid(width, 2, CellGap, new Column(), new Column(Aligned: 32), new Column(Aligned: 20), new Column(Paint: style.Mark), new Column(Shorten: Shorten.AtEnd, Paint: style.Dim));
        var shown = options.All || suppressed.Count <= ListedSuppressed + 2 ? suppressed.Count : ListedSuppressed;
        foreach (var finding in suppressed.Take(shown))
        {
            var stated = finding.Statement!;
            grid.Add(finding.Id, finding.Package.Name, finding.Package.Version, Words.Short(stated), $"{stated.By}{(stated.By.Length > 0 && stated.Text.Length > 0 ? ": " : "")}{stated.Text} ({stated.Source})");
        }

        grid.Write(text);
        if (shown < suppressed.Count)
            text.WriteLine(style.Dim($"    and {PlainText.Number(suppressed.Count - shown)} more (--all lists them)"));
    }

    private void WriteUnused(IReadOnlyList<UnusedStatement> unused)
    {
        if (unused.Count == 0)
            return;
        text.WriteLine();
        text.WriteLine(style.Warning($"{PlainText.Count(unused.Count, "waiver or VEX statement", "waivers and VEX statements")} changed nothing"));
        var shown = options.All || unused.Count <= ListedUnused + 2 ? unused.Count : ListedUnused;
        foreach (var one in unused.Take(shown))
        {
            var what = string.Join(" in ", new[] { one.Vulnerability, one.Product }.Where(w => w.Length > 0));
            Indented($"{one.Source}{(what.Length > 0 ? $": {what}" : "")}: {one.Why}", 2);
        }

        if (shown < unused.Count)
            text.WriteLine(style.Dim($"  and {PlainText.Number(unused.Count - shown)} more (--all lists them)"));
    }

    private void Write(Verdict verdict)
    {
        text.WriteLine();
        var word = verdict.Decision switch
        {
            Decision.Deny => style.Bad("DENIED"),
            _ when verdict.Missing.Count > 0 => style.Warning("INCOMPLETE"),
            Decision.Warn => style.Warning("WARNED"),
            _ => style.Good("ALLOWED"),
        };
        text.WriteLine($"{word} at {verdict.Stage} by {PlainText.Line(verdict.Policy.Name)}{style.Dim($" ({verdict.Policy.Digest.Short})")}");
        foreach (var reason in verdict.Because)
        {
            var count = reason.Of == "report" ? "" : $"{PlainText.Count(reason.Count, reason.Of)}: ";
            var paint = reason.Decision == Decision.Deny ? style.Bad : (Func<string, string>)style.Warning;
            var prefix = $"{reason.Gate}: ";
            var first = true;
            foreach (var line in PlainText.Wrap(PlainText.Line($"{prefix}{count}{reason.Message}"), width - 2))
            {
                text.WriteLine(first && line.StartsWith(prefix.TrimEnd(), StringComparison.Ordinal) ? $"  {paint(prefix.TrimEnd())}{line[(prefix.Length - 1)..]}" : $"  {line}");
                first = false;
            }

            WriteFindings(reason.Findings);
        }

        foreach (var missing in verdict.Missing)
            Indented($"not known: {missing}", 2);
    }

    private void WriteFindings(IReadOnlyList<Finding> findings)
    {
        var shown = options.All || findings.Count <= ListedFindings + 1 ? findings.Count : ListedFindings;
        foreach (var finding in findings.Take(shown))
            Indented($"{finding.Id} in {finding.Package.Name} {finding.Package.Version}{(finding.FixedVersion is { } fix ? $", fixed in {fix}" : "")}", 4);
        if (shown < findings.Count)
            text.WriteLine(style.Dim($"    and {PlainText.Number(findings.Count - shown)} more"));
    }

    private void Indented(string sentence, int indent)
    {
        foreach (var line in PlainText.Wrap(PlainText.Line(sentence), width - indent))
            text.WriteLine(new string(' ', indent) + line);
    }
}
