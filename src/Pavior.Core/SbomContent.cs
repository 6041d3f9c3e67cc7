namespace Pavior.Core;

/// <summary>An SBOM: the inventory is what the document says.</summary>
public sealed class SbomContent(Report report) : TargetContent(report.Target)
{
    public Report Report { get; } = report;
}
