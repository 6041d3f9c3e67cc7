using System.Text.Json;
using Pavior.Core;

namespace Pavior.Reports.CycloneDx;

/// <summary>The <c>vulnerabilities</c> of a CycloneDX document: one entry for each vulnerability and what is stated of it, with every component.</summary>
internal static class CycloneDxVulnerabilities
{
    public static void Write(Utf8JsonWriter json, IEnumerable<Finding> all, IReadOnlyDictionary<Package, string> references)
    {
        json.WriteStartArray("vulnerabilities");
        foreach (var findings in all.GroupBy(f => (f.Id, f.Statement)).OrderBy(g => g.Key.Id, StringComparer.Ordinal).ThenBy(g => g.Key.Statement?.Source, StringComparer.Ordinal))
            Write(json, [.. findings], references);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Finding[] findings, IReadOnlyDictionary<Package, string> references)
    {
        var first = findings[0];
        json.WriteStartObject();
        json.Text("id", first.Id);
        var source = first.Sources.FirstOrDefault(s => s.Url is not null);
        if (source is not null)
        {
            json.WriteStartObject("source");
            json.Text("name", source.Feed);
            json.Text("url", source.Url);
            json.WriteEndObject();
        }

        WriteAliases(json, first);
        WriteRating(json, first);
        var weaknesses = first.Weaknesses.Select(w => int.TryParse(w.AsSpan(w.IndexOf('-', StringComparison.Ordinal) + 1), out var number) ? number : 0).Where(n => n > 0).ToArray();
        if (weaknesses.Length > 0)
        {
            json.WriteStartArray("cwes");
            foreach (var weakness in weaknesses)
                json.WriteNumberValue(weakness);
            json.WriteEndArray();
        }

        json.Text("description", first.Summary);
        if (findings.FirstOrDefault(f => f.FixedVersion is not null) is { } upgrade)
            json.Text("recommendation", $"Upgrade {upgrade.Package.Name} to {upgrade.FixedVersion}");
        WriteAnalysis(json, first.Statement);
        json.WriteStartArray("affects");
        foreach (var reference in findings.Select(f => references.GetValueOrDefault(f.Package)).Where(r => r is not null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.Text("ref", reference);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        CycloneDxReportWriter.WriteProperties(json, Statuses(findings, references));
        json.WriteEndObject();
        json.FlushIfLarge();
    }

    /// <summary>What publishers do about it where they do not just owe a fix: the format's own field speaks for who writes the document, not for them.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Statuses(Finding[] findings, IReadOnlyDictionary<Package, string> references) =>
        findings
            .Where(f => f.Status != AffectedStatus.Affected && references.ContainsKey(f.Package))
            .Select(f => KeyValuePair.Create("pavior:status:" + references[f.Package], Words.Of(f.Status)))
            .Distinct()
            .OrderBy(p => p.Key, StringComparer.Ordinal);

    private static void WriteAnalysis(Utf8JsonWriter json, FindingStatement? statement)
    {
        if (statement is null)
            return;
        json.WriteStartObject("analysis");
        json.WriteString("state", statement.Status switch
        {
            VexStatus.NotAffected => "not_affected",
            VexStatus.Fixed => "resolved",
            VexStatus.UnderInvestigation => "in_triage",
            _ => "exploitable",
        });
        if (statement.Justification is { } justification)
        {
            json.WriteString("justification", justification switch
            {
                VexJustification.ComponentNotPresent or VexJustification.VulnerableCodeNotPresent => "code_not_present",
                VexJustification.VulnerableCodeNotInExecutePath => "code_not_reachable",
                VexJustification.VulnerableCodeCannotBeControlledByAdversary => "requires_environment",
                _ => "protected_by_mitigating_control",
            });
        }

        if (statement is { IsWaiver: true, Status: VexStatus.Affected })
            json.Texts("response", ["will_not_fix"]);
        json.Text("detail", statement.Text.Length > 0 ? $"{Words.Of(statement)} {statement.Text}" : Words.Of(statement));
        json.WriteEndObject();
    }

    private static void WriteAliases(Utf8JsonWriter json, Finding finding)
    {
        if (finding.Aliases.Count == 0)
            return;
        json.WriteStartArray("references");
        foreach (var alias in finding.Aliases)
        {
            json.WriteStartObject();
            json.Text("id", alias);
            json.WriteStartObject("source");
            json.Text("name", alias[..Math.Max(alias.IndexOf('-', StringComparison.Ordinal), 0)] is { Length: > 0 } prefix ? prefix : alias);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRating(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartArray("ratings");
        json.WriteStartObject();
        if (finding.Score is { } score)
            json.WriteNumber("score", score);
        json.WriteString("severity", Words.Of(finding.Severity));
        if (finding.Cvss is { } vector)
        {
            json.WriteString("method", vector switch
            {
                _ when vector.StartsWith("CVSS:4.0", StringComparison.Ordinal) => "CVSSv4",
                _ when vector.StartsWith("CVSS:3.1", StringComparison.Ordinal) => "CVSSv31",
                _ when vector.StartsWith("CVSS:3.0", StringComparison.Ordinal) => "CVSSv3",
                _ => "CVSSv2",
            });
            json.Text("vector", vector);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }
}
