namespace Pavior.Core;

/// <summary>Writes a report in one format. Output depends on the report alone: no clock, no random number, no machine.</summary>
public interface IReportWriter
{
    /// <summary>The name that <c>--format</c> takes.</summary>
    string Format { get; }

    void Write(Report report, Stream output);
}
