using System.Globalization;
using System.Text;
using Pavior.Core;

namespace Pavior.Reports.GitHub;

/// <summary>
/// Workflow commands of GitHub Actions: printed in a step, each becomes an annotation. In a source tree they point at the line; paths
/// count from the root of the repository. What is in an image has no line there. GitHub shows ten of each level for a step, so the riskiest come first.
/// </summary>
public sealed class GitHubReportWriter : IReportWriter
{
    public string Format => "github";

    public void Write(Report report, Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        if (report.Assessment is null)
            text.WriteLine(Command("warning", report, null, "no vulnerability database", "no vulnerability database was asked: silence says nothing"));
        var denied = new HashSet<Finding>(ReferenceEqualityComparer.Instance);
        if (report.Verdict is { } verdict)
        {
            WriteVerdict(text, report, verdict);
            denied.UnionWith(verdict.Because.Where(r => r.Decision == Decision.Deny).SelectMany(r => r.Findings));
        }

        foreach (var finding in report.Assessment?.Findings ?? [])
        {
            var level = denied.Contains(finding) ? "error" : Sarif.SarifRules.Level(finding) is "note" ? "notice" : Sarif.SarifRules.Level(finding);
            var evidence = finding.Package.Evidence.Count > 0 ? finding.Package.Evidence[0] : null;
            text.WriteLine(Command(level, report, evidence, finding.Id, FindingSentence.Of(finding)));
        }

        foreach (var gap in report.Inventory.Gaps)
            text.WriteLine(Command("warning", report, new Evidence(gap.Path, ""), "not seen", gap.Reason));
    }

    private static void WriteVerdict(TextWriter text, Report report, Verdict verdict)
    {
        foreach (var reason in verdict.Because)
        {
            var (level, title) = reason.Decision == Decision.Deny ? ("error", "denied by") : ("warning", "warned by");
            var count = reason.Of == "report" ? "" : $"{Text.PlainText.Count(reason.Count, reason.Of)}: ";
            text.WriteLine(Command(level, report, null, $"{title} {reason.Gate}", count + reason.Message));
        }

        foreach (var missing in verdict.Missing)
            text.WriteLine(Command("warning", report, null, "incomplete", missing));
    }

    private static string Command(string level, Report report, Evidence? evidence, string title, string message)
    {
        var isInRepository = evidence is { Path.Length: > 0 } && report.Target.Kind == TargetKind.SourceTree;
        var file = isInRepository ? $"file={Property(RepositoryPaths.Of(report.Target, evidence!.Path))}," : "";
        var line = isInRepository && evidence!.Line is { } number ? string.Create(CultureInfo.InvariantCulture, $"line={number},") : "";
        return $"::{level} {file}{line}title={Property(title)}::{Data(message)}";
    }

    /// <summary>The escapes of actions/toolkit, without which text of a stranger could start a command of its own.</summary>
    private static string Data(string text) => Text.PlainText.Line(text).Replace("%", "%25", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
