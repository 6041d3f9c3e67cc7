using Pavior.Core;
using Pavior.Reports.Text;

namespace Pavior.Reports;

/// <summary>A finding in one sentence, for formats that show a line each.</summary>
internal static class FindingSentence
{
    /// <summary><c>lodash 4.17.20 has CVE-2021-23337 (high, known to be exploited): Command injection. Fixed in 4.17.21.</c></summary>
    public static string Of(Finding finding)
    {
        var package = PlainText.Line($"{finding.Package.Name} {finding.Package.Version}".TrimEnd());
        var severity = finding.Severity == Severity.Unknown ? "" : Words.Of(finding.Severity);
        var marks = string.Join(", ", new[] { severity, finding.Exploited is null ? "" : "known to be exploited" }.Where(m => m.Length > 0));
        var summary = finding.Summary.Length > 0 ? $": {PlainText.Line(finding.Summary).TrimEnd('.')}" : "";
        var verb = finding.Kind switch
        {
            AdvisoryKind.Malicious => "is malicious,",
            AdvisoryKind.Informational => "is worth a look,",
            _ => "has",
        };
        return $"{package} {verb} {PlainText.Line(finding.Id)}{(marks.Length > 0 ? $" ({marks})" : "")}{summary}. {Fix(finding)}";
    }

    private static string Fix(Finding finding) => finding switch
    {
        { FixedVersion: { } version } => $"Fixed in {PlainText.Line(version)}.",
        { Kind: AdvisoryKind.Malicious } => "Remove it.",
        { Kind: AdvisoryKind.Informational } => "It is no vulnerability.",
        { Status: AffectedStatus.WillNotFix } => "Its publisher will not fix it.",
        { Status: AffectedStatus.EndOfLife } => "Its release is no longer looked after.",
        { Status: AffectedStatus.Deferred } => "Its publisher put the fix off.",
        _ => "There is no fix yet.",
    };
}
