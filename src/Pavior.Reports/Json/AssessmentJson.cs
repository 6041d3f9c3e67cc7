using System.Globalization;
using System.Text.Json;
using Pavior.Core;

namespace Pavior.Reports.Json;

/// <summary>The part of the JSON report that says what is wrong: database, findings, suggestions, and what was set aside.</summary>
internal static class AssessmentJson
{
    public static void Write(Utf8JsonWriter json, Assessment assessment)
    {
        WriteDatabase(json, assessment.Database);
        json.WriteStartArray("findings");
        foreach (var finding in assessment.Findings)
            WriteFinding(json, finding);
        json.WriteEndArray();
        WriteSuggestions(json, assessment.Suggestions);
        WriteSetAside(json, assessment.SetAside);
        json.WriteStartObject("packagesWithoutFeed");
        foreach (var (type, count) in assessment.Unmatched.OrderBy(u => u.Key, StringComparer.Ordinal))
            json.WriteNumber(type, count);
        json.WriteEndObject();
    }

    private static void WriteDatabase(Utf8JsonWriter json, DatabaseInfo database)
    {
        json.WriteStartObject("database");
        json.WriteString("digest", database.Digest.ToString());
        json.WriteNumber("advisories", database.Advisories);
        json.WriteBoolean("starter", database.IsStarter);
        json.Text("newest", database.Newest is { } newest ? JsonOutput.Time(newest) : null);
        json.WriteStartArray("feeds");
        foreach (var feed in database.Feeds)
        {
            json.WriteStartObject();
            json.Text("id", feed.Id);
            json.WriteNumber("records", feed.Records);
            json.WriteNumber("gaps", feed.Gaps);
            json.Text("newest", feed.Newest is { } date ? JsonOutput.Time(date) : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.Text("id", finding.Id);
        json.WriteString("kind", Words.Of(finding.Kind));
        json.Texts("aliases", finding.Aliases);
        json.WriteString("purl", finding.Package.Purl.ToString());
        json.Text("name", finding.Package.Name);
        json.Text("version", finding.Package.Version);
        json.Text("fixedVersion", finding.FixedVersion);
        json.WriteString("status", Words.Of(finding.Status));
        json.WriteString("severity", Words.Of(finding.Severity));
        if (finding.Score is { } score)
            json.WriteNumber("score", score);
        json.Text("cvss", finding.Cvss);
        json.WriteNumber("risk", finding.Risk);
        json.WriteString("confidence", Words.Of(finding.Confidence));
        json.Text("summary", finding.Summary);
        json.Text("published", finding.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        WriteThreat(json, finding);
        json.Texts("weaknesses", finding.Weaknesses);
        VerdictJson.WriteStatement(json, finding.Statement);
        json.WriteStartArray("sources");
        foreach (var source in finding.Sources)
        {
            json.WriteStartObject();
            json.Text("feed", source.Feed);
            json.Text("advisory", source.Advisory);
            json.Text("vulnerable", source.Vulnerable);
            json.Text("url", source.Url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.FlushIfLarge();
    }

    private static void WriteThreat(Utf8JsonWriter json, Finding finding)
    {
        if (finding.Exploited is { } exploited)
        {
            json.WriteStartObject("exploited");
            json.WriteString("added", exploited.Added.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.Text("due", exploited.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteBoolean("ransomware", exploited.Ransomware);
            json.WriteEndObject();
        }

        if (finding.Prediction is not { } prediction)
            return;
        json.WriteStartObject("epss");
        json.WriteNumber("probability", prediction.Probability);
        json.WriteNumber("percentile", prediction.Percentile);
        json.WriteEndObject();
    }

    private static void WriteSuggestions(Utf8JsonWriter json, IReadOnlyList<Suggestion> suggestions)
    {
        json.WriteStartArray("suggestions");
        foreach (var suggestion in suggestions)
        {
            json.WriteStartObject();
            json.Text("name", suggestion.Name);
            json.WriteString("type", suggestion.Ecosystem);
            json.Texts("from", suggestion.From);
            json.Text("to", suggestion.To);
            json.WriteNumber("findings", suggestion.Findings);
            json.WriteNumber("risk", suggestion.Risk);
            json.Texts("purls", [.. suggestion.Packages.Select(p => p.ToString())]);
            json.WriteEndObject();
            json.FlushIfLarge();
        }

        json.WriteEndArray();
    }

    private static void WriteSetAside(Utf8JsonWriter json, IReadOnlyList<SetAside> setAside)
    {
        json.WriteStartArray("setAside");
        foreach (var one in setAside)
        {
            json.WriteStartObject();
            json.Text("id", one.Id);
            json.WriteString("purl", one.Package.ToString());
            json.Text("feed", one.Feed);
            json.Text("advisory", one.Advisory);
            json.Text("reason", one.Reason);
            json.WriteEndObject();
            json.FlushIfLarge();
        }

        json.WriteEndArray();
    }
}
