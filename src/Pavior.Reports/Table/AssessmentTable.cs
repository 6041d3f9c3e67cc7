using System.Globalization;
using Pavior.Core;
using Pavior.Reports.Text;

namespace Pavior.Reports.Table;

/// <summary>What is wrong, for a person: first what to do, then the findings behind it, then against what they were looked up.</summary>
internal sealed class AssessmentTable(TextWriter text, Style style, TableOptions options, int width)
{
    private const int ListedSuggestions = 10;
    private const int ListedFindings = 15;
    private const int CellGap = 2;

    public void Write(Assessment assessment)
    {
        var findings = assessment.Findings;
        text.WriteLine();
        if (findings.Count == 0)
        {
            var seen = assessment.Unmatched.Count == 0;
            text.WriteLine(seen ? style.Good("No known vulnerabilities") : style.Warning("No known vulnerabilities in what the database speaks of"));
        }
        else
        {
            text.WriteLine(style.Heading(PlainText.Count(findings.Count, "finding")) + style.Dim($": {Severities(findings)}"));
            WriteSuggestions(assessment.Suggestions);
            WriteFindings(findings);
        }

        WriteDatabase(assessment);
    }

    public void Write(Verdict verdict)
    {
        text.WriteLine();
        var word = $"{verdict.Stage}: {Words.Of(verdict.Decision)}";
        text.WriteLine(verdict.Decision switch
        {
            Decision.Deny => style.Bad(word),
            Decision.Warn => style.Warning(word),
            _ => style.Good(word),
        });
        foreach (var reason in verdict.Because)
        {
            foreach (var line in PlainText.Wrap(PlainText.Line($"{reason.Gate}: {reason.Message}"), width - 2))
                text.WriteLine($"  {line}");
        }
    }

    private static string Severities(IReadOnlyList<Finding> findings)
    {
        var parts = findings.GroupBy(f => f.Severity).OrderByDescending(g => g.Key).Select(g => $"{PlainText.Number(g.Count())} {Words.Of(g.Key)}").ToList();
        if (findings.Count(f => f.Exploited is not null) is var exploited and > 0)
            parts.Add($"{PlainText.Number(exploited)} known to be exploited");
        if (findings.Count(f => f.FixedVersion is null) is var open and > 0)
            parts.Add($"{PlainText.Number(open)} without a fix");
        return string.Join(", ", parts);
    }

    private void WriteSuggestions(IReadOnlyList<Suggestion> suggestions)
    {
        if (suggestions.Count == 0)
            return;
        var all = suggestions.Sum(s => s.Risk);
        text.WriteLine();
        text.WriteLine($"  {style.Heading("What to do first")}{style.Dim("  share of the risk that has a fix")}");
        var grid = new Grid(
            width, 4, CellGap, new Column(Right: true), new Column(GivesWay: 2, AtMost: 44), new Column(GivesWay: 1, AtMost: 28), new Column(), new Column(GivesWay: 3), new Column(Paint: style.Dim));
        var shown = options.All ? suggestions.Count : Math.Min(suggestions.Count, ListedSuggestions);
        foreach (var suggestion in suggestions.Take(shown))
        {
            grid.Add(
                all > 0 ? $"{(100 * suggestion.Risk / all).ToString("0", CultureInfo.InvariantCulture)} %" : "",
                suggestion.Name,
                suggestion.From.Count == 1 ? suggestion.From[0] : $"{suggestion.From.Count} versions",
                "to",
                suggestion.To,
                $"removes {PlainText.Number(suggestion.Findings)}");
        }

        grid.Write(text);
        if (shown < suggestions.Count)
            text.WriteLine(style.Dim($"    and {PlainText.Number(suggestions.Count - shown)} more (--all lists them)"));
    }

    private void WriteFindings(IReadOnlyList<Finding> findings)
    {
        text.WriteLine();
        text.WriteLine($"  {style.Heading("Findings")}{style.Dim("  by risk")}");
        var grid = new Grid(
            width,
            4,
            CellGap,
            new Column(Right: true),
            new Column(),
            new Column(),
            new Column(GivesWay: 2, AtMost: 40),
            new Column(GivesWay: 3, AtMost: 26),
            new Column(GivesWay: 4, AtMost: 30),
            new Column(Paint: style.Warning),
            new Column(GivesWay: 1, Paint: style.Dim));
        var shown = options.All ? findings.Count : Math.Min(findings.Count, ListedFindings);
        foreach (var finding in findings.Take(shown))
        {
            grid.Add(
                finding.Risk.ToString("0.0", CultureInfo.InvariantCulture),
                Words.Of(finding.Severity),
                finding.Id,
                finding.Package.Name,
                finding.Package.Version,
                finding.FixedVersion is { } fix ? $"fixed in {fix}" : Words.Of(finding.Status).Replace('-', ' '),
                finding.Exploited is not null ? "exploited" : "",
                finding.Summary);
        }

        grid.Write(text);
        if (shown < findings.Count)
            text.WriteLine(style.Dim($"    and {PlainText.Number(findings.Count - shown)} more (--all lists them)"));
    }

    private void WriteDatabase(Assessment assessment)
    {
        var database = assessment.Database;
        text.WriteLine();
        var newest = database.Newest is { } date ? $", newest {date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        var against = $"looked up in {PlainText.Count(database.Advisories, "advisory", "advisories")}{newest}";
        if (assessment.SetAside.Count > 0)
            against += $"; {PlainText.Number(assessment.SetAside.Count)} looked at and set aside (--format json lists them)";
        foreach (var line in PlainText.Wrap(against, width))
            text.WriteLine(style.Dim(line));
        if (assessment.Unmatched.Count > 0)
        {
            var unknown = string.Join(", ", assessment.Unmatched.OrderByDescending(u => u.Value).ThenBy(u => u.Key, StringComparer.Ordinal).Select(u => $"{PlainText.Number(u.Value)} {u.Key}"));
            foreach (var line in PlainText.Wrap($"No feed of this database speaks of: {PlainText.Line(unknown)}", width))
                text.WriteLine(style.Warning(line));
        }

        if (database.IsStarter)
        {
            foreach (var line in PlainText.Wrap("This is the starter set that comes with the program: famous vulnerabilities only. For real answers run: pavior db update", width))
                text.WriteLine(style.Warning(line));
        }
    }
}
