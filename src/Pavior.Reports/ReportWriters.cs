using Pavior.Core;
using Pavior.Reports.CycloneDx;
using Pavior.Reports.GitHub;
using Pavior.Reports.Json;
using Pavior.Reports.Markdown;
using Pavior.Reports.OpenVex;
using Pavior.Reports.Sarif;
using Pavior.Reports.Spdx;
using Pavior.Reports.Table;

namespace Pavior.Reports;

/// <summary>Every report writer there is, in the order in which help lists them. The table stands here with its defaults: 80 columns, no colour, summarised.</summary>
public static class ReportWriters
{
    public static IReadOnlyList<IReportWriter> All { get; } =
    [
        new TableReportWriter(),
        new JsonReportWriter(),
        new CycloneDxReportWriter("cyclonedx", CycloneDxVersion.V1_7),
        new CycloneDxReportWriter("cyclonedx-1.6", CycloneDxVersion.V1_6),
        new CycloneDxReportWriter("cyclonedx-1.7", CycloneDxVersion.V1_7),
        new SpdxJsonReportWriter("spdx"),
        new SpdxJsonReportWriter("spdx-2.3"),
        new SpdxTagValueReportWriter(),
        new Spdx3ReportWriter(),
        new MarkdownReportWriter(),
        new SarifReportWriter(),
        new GitHubReportWriter(),
        new OpenVexReportWriter(),
    ];

    /// <summary>Null for a format that nobody writes.</summary>
    public static IReportWriter? Find(string format) => All.FirstOrDefault(w => w.Format == format);
}
