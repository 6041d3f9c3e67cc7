namespace Pavior.Reports.Diff;

/// <summary>Every writer of differences there is.</summary>
public static class ReportDiffWriters
{
    public static IReadOnlyList<IReportDiffWriter> All { get; } = [new DiffTableWriter(), new DiffJsonWriter(), new DiffMarkdownWriter()];

    /// <summary>Null for a format that nobody writes.</summary>
    public static IReportDiffWriter? Find(string format) => All.FirstOrDefault(w => w.Format == format);
}
