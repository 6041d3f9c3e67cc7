using Pavior.Core;
using Pavior.Reports.Text;

namespace Pavior.Reports.Markdown;

/// <summary>The verdict in Markdown: the answer with its reasons, then what was set aside and what was of no use, folded.</summary>
internal static class MarkdownVerdict
{
    private const int ListedFindings = 5;

    public static void Write(TextWriter text, Report report)
    {
        if (report.Verdict is { } verdict && (!verdict.Policy.IsBuiltIn || verdict.Because.Count > 0))
            Write(text, verdict);
        WriteSuppressed(text, report.Suppressed);
        WriteUnused(text, report.Unused);
    }

    private static void Write(TextWriter text, Verdict verdict)
    {
        var word = verdict.Decision == Decision.Deny ? "Denied" : verdict.Missing.Count > 0 ? "Incomplete" : verdict.Decision == Decision.Warn ? "Warned" : "Allowed";
        text.WriteLine();
        text.WriteLine($"### {word} at {verdict.Stage}");
        text.WriteLine();
        text.WriteLine($"Policy {MarkdownText.Code(verdict.Policy.Name)}, {MarkdownText.Code(verdict.Policy.Digest.ToString())}");
        if (verdict.Because.Count + verdict.Missing.Count > 0)
            text.WriteLine();
        foreach (var reason in verdict.Because)
        {
            var count = reason.Of == "report" ? "" : $"{PlainText.Count(reason.Count, reason.Of)}: ";
            text.WriteLine($"- **{Words.Of(reason.Decision)}** {MarkdownText.Code(reason.Gate)}: {count}{MarkdownText.Of(reason.Message)}");
            foreach (var finding in reason.Findings.Take(ListedFindings))
                text.WriteLine($"  - {MarkdownText.Of(finding.Id)} in {MarkdownText.Of(finding.Package.Name)} {MarkdownText.Of(finding.Package.Version)}");
            if (reason.Findings.Count > ListedFindings)
                text.WriteLine($"  - and {PlainText.Number(reason.Findings.Count - ListedFindings)} more");
        }

        foreach (var missing in verdict.Missing)
            text.WriteLine($"- **not known**: {MarkdownText.Of(missing)}");
    }

    private static void WriteSuppressed(TextWriter text, IReadOnlyList<Finding> suppressed)
    {
        if (suppressed.Count == 0)
            return;
        text.WriteLine();
        text.WriteLine($"<details><summary>{PlainText.Count(suppressed.Count, "finding")} set aside</summary>");
        text.WriteLine();
        text.WriteLine("| Vulnerability | Package | Version | Statement | By | Reason |");
        text.WriteLine("|---|---|---|---|---|---|");
        foreach (var finding in suppressed)
        {
            var stated = finding.Statement!;
            text.WriteLine(
                $"| {MarkdownText.Of(finding.Id)} | {MarkdownText.Of(finding.Package.Name)} | {MarkdownText.Of(finding.Package.Version)} | {MarkdownText.Of(Words.Short(stated))} | {MarkdownText.Of(stated.By)} | {MarkdownText.Of(stated.Text)} |");
        }

        text.WriteLine();
        text.WriteLine("</details>");
    }

    private static void WriteUnused(TextWriter text, IReadOnlyList<UnusedStatement> unused)
    {
        if (unused.Count == 0)
            return;
        text.WriteLine();
        text.WriteLine($"<details><summary>{PlainText.Count(unused.Count, "waiver or VEX statement", "waivers and VEX statements")} without use</summary>");
        text.WriteLine();
        text.WriteLine("| Where | Vulnerability | Product | Why |");
        text.WriteLine("|---|---|---|---|");
        foreach (var one in unused)
            text.WriteLine($"| {MarkdownText.Of(one.Source)} | {MarkdownText.Of(one.Vulnerability)} | {MarkdownText.Of(one.Product)} | {MarkdownText.Of(one.Why)} |");
        text.WriteLine();
        text.WriteLine("</details>");
    }
}
