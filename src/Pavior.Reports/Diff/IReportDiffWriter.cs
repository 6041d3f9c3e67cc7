namespace Pavior.Reports.Diff;

/// <summary>Writes the difference of two reports in one format. Output depends on the two alone.</summary>
public interface IReportDiffWriter
{
    /// <summary>The name that <c>--format</c> takes.</summary>
    string Format { get; }

    void Write(ReportDiff diff, Stream output);
}
