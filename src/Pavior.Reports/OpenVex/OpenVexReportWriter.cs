using Pavior.Core;
using Pavior.Formats.Vex;

namespace Pavior.Reports.OpenVex;

/// <summary>
/// OpenVEX 0.2.0: a statement for each vulnerability and what is said of it. What is found is affected or under investigation; what a waiver or
/// document sets aside has their status and words. Its time is that of the newest data behind it, since a report knows no clock.
/// </summary>
public sealed class OpenVexReportWriter : IReportWriter
{
    public string Format => "openvex";

    public void Write(Report report, Stream output)
    {
        var product = TargetPurl.Of(report.Target);
        var statements = (report.Assessment?.Findings ?? []).Concat(report.Suppressed)
            .GroupBy(f => Told.Of(f))
            .OrderBy(g => g.Key.Id, StringComparer.Ordinal).ThenBy(g => g.Key.Status).ThenBy(g => g.Key.Text, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Notes, StringComparer.Ordinal).ThenBy(g => g.Key.Justification);
        OpenVexWriter.Write(new VexDocument
        {
            Id = "",
            Author = Generator.Name,
            AuthorRole = "scanner",
            Timestamp = Time(report),
            Tooling = $"{Generator.Name} {Generator.Version}",
            Statements = [.. statements.Select(g => g.Key.Statement(g, product))],
        }, output);
    }

    private static DateTimeOffset Time(Report report) =>
        report.Suppressed.Select(f => f.Statement?.Since)
            .Append(report.Assessment?.Database.Newest)
            .Append(report.Target.Created)
            .Max() ?? DateTimeOffset.UnixEpoch;

    /// <summary>What one statement says, but for its packages.</summary>
    private sealed record Told(string Id, VexStatus Status, VexJustification? Justification, string Text, string Notes)
    {
        public static Told Of(Finding finding)
        {
            if (finding.Statement is { } stated)
                return new Told(finding.Id, stated.Status, stated.Justification, TextOf(finding, stated), Words.Of(stated));
            return finding.Status == AffectedStatus.UnderInvestigation
                ? new Told(finding.Id, VexStatus.UnderInvestigation, null, "", "")
                : new Told(finding.Id, VexStatus.Affected, null, Remedy(finding), "");
        }

        public VexStatement Statement(IEnumerable<Finding> findings, PackageUrl? product)
        {
            var all = findings.ToArray();
            var packages = all.Select(f => f.Package.Purl).Distinct().Order().Select(p => new VexComponent { Id = p.ToString(), Purls = [p] }).ToArray();
            return new VexStatement
            {
                Vulnerability = Id,
                Aliases = all[0].Aliases,
                Products = product is { } image ? [new VexProduct(new VexComponent { Id = image.ToString(), Purls = [image] }, packages)] : [.. packages.Select(p => new VexProduct(p, []))],
                Status = Status,
                Justification = Justification,
                ImpactStatement = Status == VexStatus.NotAffected && Text.Length > 0 ? Text : null,
                Actions = Status == VexStatus.Affected && Text.Length > 0 ? [new VexAction(VexActionKind.Unspecified, Text)] : [],
                StatusNotes = Notes.Length > 0 ? Notes : null,
            };
        }

        private static string TextOf(Finding finding, FindingStatement stated) =>
            stated.Text.Length > 0 ? stated.Text : stated.Status == VexStatus.Affected ? Remedy(finding) : "";

        private static string Remedy(Finding finding) =>
            finding.FixedVersion is { } version ? $"Upgrade {finding.Package.Name} to {version}."
            : finding.Kind == AdvisoryKind.Malicious ? $"Remove {finding.Package.Name}."
            : "There is no fix yet.";
    }
}
