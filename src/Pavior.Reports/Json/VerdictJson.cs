using System.Globalization;
using System.Text.Json;
using Pavior.Core;

namespace Pavior.Reports.Json;

/// <summary>The part of the JSON report that judges: findings that do not count, statements without use, and the verdict.</summary>
internal static class VerdictJson
{
    public static void Write(Utf8JsonWriter json, Report report)
    {
        if (report.Suppressed.Count > 0)
        {
            json.WriteStartArray("suppressed");
            foreach (var finding in report.Suppressed)
                AssessmentJson.WriteFinding(json, finding);
            json.WriteEndArray();
        }

        if (report.Unused.Count > 0)
            WriteUnused(json, report.Unused);
        if (report.Verdict is { } verdict)
            Write(json, verdict);
    }

    public static void WriteStatement(Utf8JsonWriter json, FindingStatement? statement)
    {
        if (statement is null)
            return;
        json.WriteStartObject("statement");
        json.WriteString("kind", statement.IsWaiver ? "waiver" : "vex");
        json.WriteString("status", Words.Of(statement.Status));
        json.Text("justification", statement.Justification is { } justification ? Words.Of(justification) : null);
        json.Text("text", statement.Text);
        json.Text("by", statement.By);
        json.Text("source", statement.Source);
        json.Text("since", statement.Since is { } since ? JsonOutput.Time(since) : null);
        json.Text("until", statement.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void WriteUnused(Utf8JsonWriter json, IReadOnlyList<UnusedStatement> unused)
    {
        json.WriteStartArray("unusedStatements");
        foreach (var one in unused)
        {
            json.WriteStartObject();
            json.WriteString("kind", one.IsWaiver ? "waiver" : "vex");
            json.Text("source", one.Source);
            json.Text("vulnerability", one.Vulnerability);
            json.Text("product", one.Product);
            json.Text("why", one.Why);
            json.WriteEndObject();
            json.FlushIfLarge();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteStartObject("verdict");
        json.WriteString("decision", Words.Of(verdict.Decision));
        json.WriteString("stage", verdict.Stage);
        json.WriteStartObject("policy");
        json.Text("name", verdict.Policy.Name);
        json.WriteString("digest", verdict.Policy.Digest.ToString());
        json.WriteEndObject();
        json.WriteStartArray("because");
        foreach (var reason in verdict.Because)
            Write(json, reason);
        json.WriteEndArray();
        json.Texts("missing", verdict.Missing);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, VerdictReason reason)
    {
        json.WriteStartObject();
        json.WriteString("decision", Words.Of(reason.Decision));
        json.Text("gate", reason.Gate);
        json.Text("message", reason.Message);
        json.WriteString("of", reason.Of);
        json.WriteNumber("count", reason.Count);
        if (reason.Findings.Count > 0)
        {
            json.WriteStartArray("findings");
            foreach (var finding in reason.Findings)
            {
                json.WriteStartObject();
                json.Text("id", finding.Id);
                json.WriteString("purl", finding.Package.Purl.ToString());
                json.WriteEndObject();
                json.FlushIfLarge();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
