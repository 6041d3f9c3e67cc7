using Pavior.Core;
using Pavior.Reports.Text;

namespace Pavior.Reports.Table;

/// <summary>One vulnerability of one source package, whichever and however many packages were built from it.</summary>
/// <param name="First">The riskiest of the findings.</param>
/// <param name="Name">The source package's name, else the package's.</param>
/// <param name="Installed">Its version.</param>
/// <param name="Packages">How many packages have it.</param>
internal sealed record FindingRow(Finding First, string Name, string Installed, int Packages)
{
    /// <summary>The name, with the package where only one of a source has it, or their number.</summary>
    public string Label => Packages > 1 ? $"{Name} (in {PlainText.Number(Packages)} packages)" : Name == First.Package.Name ? Name : $"{Name} ({First.Package.Name})";

    /// <summary>In the order of the findings, which is by risk.</summary>
    public static IReadOnlyList<FindingRow> Of(IReadOnlyList<Finding> findings) => findings
        .GroupBy(f => (f.Id, f.Package.Purl.Type, Name: NameOf(f.Package), Version: VersionOf(f.Package), f.FixedVersion, f.Status))
        .Select(g => new FindingRow(g.First(), g.Key.Name, g.Key.Version, g.Select(f => f.Package.Purl).Distinct().Count()))
        .ToArray();

    /// <summary>How bad it is: the severity of a vulnerability, <c>malicious</c>, or <c>note</c> for what is none.</summary>
    public string Grade => First.Kind switch
    {
        AdvisoryKind.Malicious => "malicious",
        AdvisoryKind.Informational => "note",
        _ => Words.Of(First.Severity),
    };

    /// <summary><c>1 malicious, 2 critical, 12 high</c>.</summary>
    public static string Severities(IReadOnlyList<FindingRow> rows) => string.Join(
        ", ", rows.GroupBy(r => (Rank: Rank(r.First), r.Grade)).OrderByDescending(g => g.Key.Rank).Select(g => $"{PlainText.Number(g.Count())} {g.Key.Grade}"));

    private static int Rank(Finding finding) => finding.Kind switch
    {
        AdvisoryKind.Malicious => int.MaxValue,
        AdvisoryKind.Informational => -1,
        _ => (int)finding.Severity,
    };

    private static string NameOf(Package package) => package.Source?.Name ?? package.Name;

    private static string VersionOf(Package package) => package.Source is { Version.Length: > 0 } source ? source.Version : package.Version;
}
