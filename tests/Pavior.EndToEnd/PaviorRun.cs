using System.Text.Json;

namespace Pavior.EndToEnd;

/// <summary>How one run of the binary ended.</summary>
/// <param name="ExitCode">128 and the signal's number when a signal ended it.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="PeakMegabytes">The most memory that was resident at once.</param>
/// <param name="Seconds">Wall time.</param>
internal sealed record PaviorRun(int ExitCode, string Output, string Error, double PeakMegabytes, double Seconds)
{
    /// <summary>The report's packages and gaps; only for runs with <c>--format json</c>.</summary>
    public JsonElement Report => JsonDocument.Parse(Output).RootElement;

    /// <summary>The purls of the report, sorted.</summary>
    public string[] Purls => [.. Report.GetProperty("packages").EnumerateArray().Select(p => p.GetProperty("purl").GetString()!).Order(StringComparer.Ordinal)];

    /// <summary>The reasons of the report's gaps.</summary>
    public string[] Gaps => Report.TryGetProperty("gaps", out var gaps)
        ? [.. gaps.EnumerateArray().Select(g => g.GetProperty("reason").GetString()!)]
        : [];

    public override string ToString() => $"exit {ExitCode}, {PeakMegabytes:F0} MB, {Seconds:F1} s\nstdout: {Start(Output)}\nstderr: {Start(Error)}";

    private static string Start(string text) => text.Length <= 2000 ? text : text[..2000] + "…";
}
