using System.Globalization;
using System.Text.Json;
using Pavior.Core;
using Pavior.Reports.Text;

namespace Pavior.Reports.Sarif;

/// <summary>The vulnerabilities of a run, each a rule once, in the order in which they are found first.</summary>
internal sealed class SarifRules
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<Finding> _first = [];
    private readonly List<(Severity Severity, decimal Score)> _highest = [];

    private SarifRules()
    {
    }

    public static SarifRules Of(IReadOnlyList<Finding> findings)
    {
        var rules = new SarifRules();
        foreach (var finding in findings)
        {
            var score = Score(finding);
            if (rules._places.TryAdd(finding.Id, rules._first.Count))
            {
                rules._first.Add(finding);
                rules._highest.Add((finding.Severity, score));
                continue;
            }

            var place = rules._places[finding.Id];
            var (severity, highest) = rules._highest[place];
            rules._highest[place] = (finding.Severity > severity ? finding.Severity : severity, Math.Max(score, highest));
        }

        return rules;
    }

    /// <summary>How a dashboard ranks it: what is exploited or malicious is an error whatever its score.</summary>
    public static string Level(Finding finding) => finding switch
    {
        { Kind: AdvisoryKind.Informational } => "note",
        { Kind: AdvisoryKind.Malicious } or { Exploited: not null } or { Severity: Severity.Critical or Severity.High } => "error",
        { Severity: Severity.Low } => "note",
        _ => "warning",
    };

    public int IndexOf(Finding finding) => _places[finding.Id];

    public void Write(Utf8JsonWriter json)
    {
        for (var i = 0; i < _first.Count; i++)
            WriteRule(json, _first[i], _highest[i].Severity, _highest[i].Score);
    }

    private static void WriteRule(Utf8JsonWriter json, Finding finding, Severity severity, decimal score)
    {
        var summary = finding.Summary.Length > 0 ? PlainText.Line(finding.Summary) : finding.Id;
        json.WriteStartObject();
        json.Text("id", finding.Id);
        json.WriteString("name", finding.Kind switch
        {
            AdvisoryKind.Malicious => "MaliciousPackage",
            AdvisoryKind.Informational => "PackageToReconsider",
            _ => "VulnerablePackage",
        });
        WriteText(json, "shortDescription", finding.Summary.Length > 0 ? $"{finding.Id}: {summary}" : finding.Id);
        WriteText(json, "fullDescription", summary);
        var address = finding.Sources.Select(s => s.Url).FirstOrDefault(u => u is not null && Uri.IsWellFormedUriString(u, UriKind.Absolute));
        json.Text("helpUri", address);
        WriteText(json, "help", Help(finding, address));
        json.WriteStartObject("properties");
        json.WriteString("precision", finding.Confidence == Confidence.High ? "very-high" : "medium");
        json.WriteString("security-severity", score.ToString("0.0", CultureInfo.InvariantCulture));
        json.Texts("tags", ["security", Words.Of(finding.Kind), Words.Of(severity), .. finding.Weaknesses.Select(w => "external/cwe/" + w.ToLowerInvariant())]);
        json.Text("cvss", finding.Cvss);
        json.Texts("aliases", finding.Aliases);
        json.WriteEndObject();
        json.WriteEndObject();
        json.FlushIfLarge();
    }

    private static string Help(Finding finding, string? address)
    {
        var names = finding.Aliases.Count == 0 ? finding.Id : $"{finding.Id} ({string.Join(", ", finding.Aliases)})";
        var exploited = finding.Exploited is { } known ? string.Create(CultureInfo.InvariantCulture, $" Known to be exploited since {known.Added:yyyy-MM-dd}.") : "";
        return $"{names}.{exploited}{(address is null ? "" : " " + address)}";
    }

    /// <summary>From 0.0 to 10.0, as dashboards sort by it: the score, else the middle of the range of the word.</summary>
    private static decimal Score(Finding finding) => finding.Score ?? finding.Severity switch
    {
        Severity.Critical => 9.5m,
        Severity.High => 8.0m,
        Severity.Medium => 5.5m,
        Severity.Low => 2.0m,
        _ => finding.Kind == AdvisoryKind.Malicious ? 9.5m : 0.0m,
    };

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.Text("text", text);
        json.WriteEndObject();
    }
}
