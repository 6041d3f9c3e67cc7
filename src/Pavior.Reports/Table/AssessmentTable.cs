using System.Globalization;
using Pavior.Core;
using Pavior.Reports.Text;

namespace Pavior.Reports.Table;

/// <summary>What is wrong, for a person: first how bad it is, then what to do, then the findings behind it, and against what they were looked up.</summary>
internal sealed class AssessmentTable(TextWriter text, Style style, TableOptions options, int width)
{
    private const int ListedSuggestions = 8;
    private const int ListedFindings = 15;
    private const int ListedSources = 12;
    private const int CellGap = 2;

    /// <summary>A terminal with less shows of a finding what somebody acts on, and not the number that it is ordered by.</summary>
    private const int Narrow = 110;

    /// <summary><c>EPSS &lt;0.1 %</c> and two spaces.</summary>
    private const int PredictionWidth = 13;

    /// <param name="assessment">What was found.</param>
    /// <param name="suppressed">How many findings were set aside.</param>
    public void Write(Assessment assessment, int suppressed)
    {
        text.WriteLine();
        if (assessment.Findings.Count == 0)
        {
            var seen = assessment.Unmatched.Count == 0;
            text.WriteLine(suppressed > 0 ? style.Good($"No findings but the {PlainText.Number(suppressed)} set aside") : seen ? style.Good("No known vulnerabilities") : style.Warning("No known vulnerabilities in what the database speaks of"));
            return;
        }

        var rows = FindingRow.Of(assessment.Findings);
        WriteHeadline(rows, assessment.Suggestions.Count);
        WriteSuggestions(assessment.Suggestions, rows);
        WriteFindings(rows);
        WriteSources(rows);
    }

    public void WriteDatabase(Assessment assessment)
    {
        var database = assessment.Database;
        text.WriteLine();
        var newest = database.Newest is { } date ? $", newest {date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        var against = $"Looked up in {PlainText.Count(database.Advisories, "advisory", "advisories")}{newest}";
        if (assessment.SetAside.Count > 0)
            against += $"; {PlainText.Number(assessment.SetAside.Count)} looked at and set aside (--format json says why)";
        Say(against + ".", style.Dim);
        if (assessment.Unmatched.Count > 0)
        {
            var unknown = string.Join(", ", assessment.Unmatched.OrderByDescending(u => u.Value).ThenBy(u => u.Key, StringComparer.Ordinal).Select(u => $"{PlainText.Number(u.Value)} of {u.Key}"));
            Say($"No feed of this database speaks of these packages, so nothing is known of them: {PlainText.Line(unknown)}.", style.Warning);
        }

        if (database.IsStarter)
            Say("This is the starter set that comes with the program: famous vulnerabilities only. For real answers run: pavior db update", style.Warning);
    }

    private void Say(string sentence, Func<string, string> paint)
    {
        foreach (var line in PlainText.Wrap(sentence, width))
            text.WriteLine(paint(line));
    }

    private void WriteHeadline(IReadOnlyList<FindingRow> rows, int upgrades)
    {
        var count = PlainText.Count(rows.Count, "finding");
        var worst = rows.Max(r => r.First.Severity);
        var paint = worst == Severity.Critical || rows.Any(r => r.First.Kind == AdvisoryKind.Malicious) ? style.Bad : worst == Severity.High ? style.Warning : (Func<string, string>)style.Heading;
        text.WriteLine($"{paint(count)}: {FindingRow.Severities(rows)}");
        var says = new List<string>();
        if (rows.Count(r => r.First.Exploited is not null) is var exploited and > 0)
            says.Add($"{PlainText.Number(exploited)} known to be exploited (KEV)");
        var open = rows.Count(r => r.First.FixedVersion is null);
        var by = upgrades == 0 ? "" : $" by {PlainText.Count(upgrades, "upgrade")}";
        says.Add(
            open == 0 ? $"all can be removed{by}"
            : open == rows.Count ? "none has a fix"
            : $"{PlainText.Number(rows.Count - open)} can be removed{by}, {PlainText.Number(open)} have no fix");
        foreach (var line in PlainText.Wrap(string.Join("; ", says), width - 2))
            text.WriteLine($"  {line}");
    }

    private void WriteSuggestions(IReadOnlyList<Suggestion> suggestions, IReadOnlyList<FindingRow> rows)
    {
        if (suggestions.Count == 0)
            return;
        var all = suggestions.Sum(s => s.Risk);
        text.WriteLine();
        text.WriteLine($"  {style.Heading("What to do first")}{style.Dim("  share of the risk that has a fix")}");
        var grid = new Grid(
            width, 4, CellGap, new Column(Right: true), new Column(Aligned: 36), new Column(Aligned: 24), new Column(Aligned: 28, Paint: style.Good), new Column(Paint: style.Dim));
        var shown = options.All || suggestions.Count <= ListedSuggestions + 2 ? suggestions.Count : ListedSuggestions;
        foreach (var suggestion in suggestions.Take(shown))
        {
            grid.Add(
                all > 0 ? $"{(100 * suggestion.Risk / all).ToString("0", CultureInfo.InvariantCulture)} %" : "",
                suggestion.Name,
                suggestion.From.Count == 1 ? suggestion.From[0] : $"{suggestion.From.Count} versions",
                $"→ {suggestion.To}",
                $"removes {PlainText.Number(Removed(suggestion))}");
        }

        grid.Write(text);
        if (shown < suggestions.Count)
        {
            var rest = suggestions.Skip(shown).ToArray();
            text.WriteLine(style.Dim($"    and {PlainText.Count(rest.Length, "more upgrade")}, which {(rest.Length == 1 ? "removes" : "remove")} {PlainText.Number(rest.Sum(Removed))} (--all lists them)"));
        }

        // A finding of several packages from one source is one here.
        int Removed(Suggestion suggestion) =>
            rows.Count(r => r.First.FixedVersion is not null && r.Name == suggestion.Name && r.First.Package.Purl.Type == suggestion.Ecosystem);
    }

    private void WriteFindings(IReadOnlyList<FindingRow> rows)
    {
        text.WriteLine();
        text.WriteLine($"  {style.Heading("Findings")}{style.Dim("  by risk")}");
        var narrow = width < Narrow;
        var predicted = rows.Any(r => r.First.Prediction is not null);
        var grid = new Grid(
            width,
            narrow ? 2 : 4,
            CellGap,
            new Column(Right: true),
            new Column(Paint: PaintSeverity),
            new Column(),
            new Column(Paint: style.Bad),
            new Column(Aligned: 32),
            new Column(Aligned: 20),
            new Column(Aligned: 24, Paint: fix => fix.StartsWith('→') ? style.Good(fix) : style.Warning(fix)),
            new Column(Shorten: Shorten.AtEnd, Paint: style.Dim));
        var shown = options.All || rows.Count <= ListedFindings + 2 ? rows.Count : ListedFindings;
        foreach (var row in rows.Take(shown))
        {
            var finding = row.First;
            grid.Add(
                narrow ? "" : finding.Risk.ToString("0.0", CultureInfo.InvariantCulture),
                row.Grade,
                finding.Id,
                finding.Exploited is { } exploited ? exploited.Ransomware && !narrow ? "KEV, ransomware" : "KEV" : "",
                narrow ? row.Name : row.Label,
                row.Installed,
                finding.FixedVersion is { } fix ? $"→ {fix}" : NoFix(finding),
                predicted ? $"{Predicted(finding),-PredictionWidth}{finding.Summary}".TrimEnd() : finding.Summary);
        }

        grid.Write(text);
        if (shown < rows.Count)
            text.WriteLine(style.Dim($"    and {PlainText.Number(rows.Count - shown)} more: {FindingRow.Severities([.. rows.Skip(shown)])} (--all lists them)"));
    }

    /// <summary>A distribution's packages have findings by the hundred: the sources that they are built from are what somebody upgrades, or leaves out.</summary>
    private void WriteSources(IReadOnlyList<FindingRow> rows)
    {
        var distribution = rows.Where(r => r.First.Package.Purl.Type is "deb" or "rpm" or "apk" or "alpm").ToArray();
        if (distribution.Length <= ListedFindings)
            return;
        var sources = distribution.GroupBy(r => r.Name, StringComparer.Ordinal)
            .OrderByDescending(g => g.Sum(r => r.First.Risk)).ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToArray();
        text.WriteLine();
        text.WriteLine($"  {style.Heading("By source package")}{style.Dim("  most risk first")}");
        var grid = new Grid(
            width, 4, CellGap, new Column(Right: true), new Column(Aligned: 32), new Column(Aligned: 24), new Column(), new Column(Shorten: Shorten.AtEnd, Paint: style.Dim));
        var shown = options.All || sources.Length <= ListedSources + 2 ? sources.Length : ListedSources;
        foreach (var source in sources.Take(shown))
        {
            var its = source.ToArray();
            var fixable = its.Count(r => r.First.FixedVersion is not null);
            var versions = its.Select(r => r.Installed).Distinct(StringComparer.Ordinal).ToArray();
            grid.Add(
                PlainText.Number(its.Length),
                source.Key,
                versions.Length == 1 ? versions[0] : $"{versions.Length} versions",
                fixable == 0 ? "no fix" : fixable == its.Length ? "all have a fix" : $"{PlainText.Number(fixable)} have a fix",
                FindingRow.Severities(its));
        }

        grid.Write(text);
        if (shown < sources.Length)
        {
            text.WriteLine(style.Dim(
                $"    and {PlainText.Count(sources.Length - shown, "more source package")} with {PlainText.Count(sources.Skip(shown).Sum(s => s.Count()), "finding")} (--all lists them)"));
        }
    }

    private string PaintSeverity(string severity) => severity switch
    {
        "malicious" or "critical" => style.Bad(severity),
        "high" => style.Warning(severity),
        _ => severity,
    };

    private static string NoFix(Finding finding) => finding switch
    {
        { Kind: AdvisoryKind.Malicious } => "remove it",
        { Kind: AdvisoryKind.Informational } => "",
        { Status: AffectedStatus.Affected } => "no fix yet",
        { Status: AffectedStatus.Deferred } => "fix deferred",
        _ => Words.Of(finding.Status).Replace('-', ' '),
    };

    private static string Predicted(Finding finding) => finding.Prediction is { } prediction ? $"EPSS {Percent(prediction.Probability)}" : "";

    private static string Percent(float probability) => (probability * 100.0) switch
    {
        < 0.1 => "<0.1 %",
        < 10 and var low => $"{low.ToString("0.0", CultureInfo.InvariantCulture)} %",
        var high => $"{high.ToString("0", CultureInfo.InvariantCulture)} %",
    };
}
