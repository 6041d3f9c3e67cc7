using System.Text.Json;
using Pavior.Core;
using Pavior.Reports.Text;

namespace Pavior.Reports.Sarif;

/// <summary>
/// SARIF 2.1.0, as code-scanning dashboards take it: a rule for each vulnerability, a result for each package that has it, and a
/// notification for each thing that could not be seen, so that a run with gaps never reads as clean.
/// </summary>
public sealed class SarifReportWriter : IReportWriter
{
    /// <summary>What the paths of results start from: the root of the image or root file system.</summary>
    private const string Root = "ROOT";

    /// <summary>The same for a source tree, by the name that code scanning knows: the root of the repository, where there is one.</summary>
    private const string SourceRoot = "%SRCROOT%";

    public string Format => "sarif";

    public void Write(Report report, Stream output)
    {
        using var json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        Finding[] findings = [.. report.Assessment?.Findings ?? [], .. report.Suppressed];
        var rules = SarifRules.Of(findings);
        WriteTool(json, rules);
        WriteInvocation(json, report);
        WriteRoot(json, report.Target);
        json.WriteStartArray("results");
        foreach (var finding in findings)
            WriteResult(json, report.Target, finding, rules.IndexOf(finding));
        json.WriteEndArray();
        WriteTarget(json, report);
        json.WriteString("columnKind", "unicodeCodePoints");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        JsonOutput.Close(json, output);
    }

    private static void WriteTool(Utf8JsonWriter json, SarifRules rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Pavior");
        json.WriteString("semanticVersion", Generator.Version);
        json.WriteStartArray("rules");
        rules.Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What was not seen. Without a database nothing was judged, and the run says that it failed to.</summary>
    private static void WriteInvocation(Utf8JsonWriter json, Report report)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.Assessment is not null);
        json.WriteStartArray("toolExecutionNotifications");
        if (report.Assessment is not { } assessment)
        {
            WriteNotification(json, "no-database", "error", "no vulnerability database was asked: that there are no results says nothing", report.Target);
        }
        else
        {
            if (assessment.Database.IsStarter)
                WriteNotification(json, "starter-database", "warning", "only the small database that comes with the program was asked", report.Target);
            foreach (var (ecosystem, count) in assessment.Unmatched.OrderBy(u => u.Key, StringComparer.Ordinal))
                WriteNotification(json, "no-feed", "warning", $"the database knows nothing of {ecosystem}: {PlainText.Count(count, "package")}", report.Target);
        }

        foreach (var gap in report.Inventory.Gaps)
            WriteNotification(json, "gap/" + Words.Of(gap.Kind), "warning", gap.Reason, report.Target, gap.Path);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNotification(Utf8JsonWriter json, string id, string level, string message, Target target, string? path = null)
    {
        json.WriteStartObject();
        json.WriteStartObject("descriptor");
        json.WriteString("id", id);
        json.WriteEndObject();
        json.WriteString("level", level);
        WriteMessage(json, "message", message);
        if (path is { Length: > 0 })
        {
            json.WriteStartArray("locations");
            json.WriteStartObject();
            WritePlace(json, target, path, null);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.FlushIfLarge();
    }

    private static void WriteRoot(Utf8JsonWriter json, Target target)
    {
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(RootOf(target));
        WriteMessage(json, "description", target switch
        {
            { Kind: not TargetKind.SourceTree } => $"the root file system of {PlainText.Line(target.Name)}",
            { RepositoryPath: null } => $"the folder {PlainText.Line(target.Name)}",
            _ => "the root of the repository",
        });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string RootOf(Target target) => target.Kind == TargetKind.SourceTree ? SourceRoot : Root;

    private static void WriteResult(Utf8JsonWriter json, Target target, Finding finding, int rule)
    {
        var package = finding.Package;
        json.WriteStartObject();
        json.Text("ruleId", finding.Id);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", SarifRules.Level(finding));
        WriteMessage(json, "message", FindingSentence.Of(finding));
        json.WriteStartArray("locations");
        foreach (var evidence in package.Evidence)
        {
            json.WriteStartObject();
            WritePlace(json, target, evidence.Path, evidence.Line);
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.Text("name", package.Name);
            json.WriteString("fullyQualifiedName", package.Purl.ToString());
            json.WriteString("kind", "module");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("findingId/v1", ContentHash.Short($"{finding.Id}\n{package.Purl.Type}\n{package.Name}\n{package.Version}\n{(package.Evidence.Count > 0 ? RepositoryPaths.Of(target, package.Evidence[0].Path) : "")}"));
        json.WriteEndObject();
        if (finding.Statement is { SetsAside: true } statement)
            WriteSuppression(json, statement);
        WriteProperties(json, finding);
        json.WriteEndObject();
        json.FlushIfLarge();
    }

    private static void WriteSuppression(Utf8JsonWriter json, FindingStatement statement)
    {
        json.WriteStartArray("suppressions");
        json.WriteStartObject();
        json.WriteString("kind", "external");
        json.WriteString("status", "accepted");
        json.Text("justification", statement.Text.Length > 0 ? $"{Words.Of(statement)} {statement.Text}" : Words.Of(statement));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject("properties");
        json.WriteString("purl", finding.Package.Purl.ToString());
        json.Text("installedVersion", finding.Package.Version);
        json.Text("fixedVersion", finding.FixedVersion);
        json.WriteString("status", Words.Of(finding.Status));
        json.WriteNumber("risk", finding.Risk);
        if (finding.Prediction is { } prediction)
            json.WriteNumber("epss", prediction.Probability);
        json.WriteBoolean("knownExploited", finding.Exploited is not null);
        json.NumberIfAny("layer", finding.Package.Evidence.Count > 0 ? finding.Package.Evidence[0].Layer : null);
        json.WriteEndObject();
    }

    private static void WriteTarget(Utf8JsonWriter json, Report report)
    {
        json.WriteStartObject("properties");
        json.Text("target", report.Target.Name);
        json.WriteString("targetKind", Words.Of(report.Target.Kind));
        json.Text("digest", report.Target.Digest?.ToString());
        json.Text("database", report.Assessment?.Database.Digest.ToString());
        if (report.Verdict is { } verdict)
        {
            json.WriteString("verdict", verdict.Missing.Count > 0 && verdict.Decision != Decision.Deny ? "incomplete" : Words.Of(verdict.Decision));
            json.Text("policy", verdict.Policy.Name);
            json.WriteString("policyDigest", verdict.Policy.Digest.ToString());
            json.Texts("verdictRules", [.. verdict.Because.Select(r => r.Gate)]);
        }

        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, Target target, string path, int? line)
    {
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Uri(RepositoryPaths.Of(target, path)));
        json.WriteString("uriBaseId", RootOf(target));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", line ?? 1);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A relative reference of RFC 3986: each part of the path is escaped.</summary>
    private static string Uri(string path) =>
        string.Join('/', path.TrimStart('/').Split('/').Select(part => System.Uri.EscapeDataString(part)));

    private static void WriteMessage(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.Text("text", text.Length == 0 ? "-" : text);
        json.WriteEndObject();
    }
}
