using Pavior.Core;

namespace Pavior.Scan.Advisories;

/// <summary>About how many bytes of memory an advisory takes, so that what feeds say can be bounded.</summary>
internal static class AdvisoryWeight
{
    /// <summary>An object, or a text, beside its characters.</summary>
    public const int Entry = 32;

    public static long Of(Advisory advisory)
    {
        var weight = (8L * Entry) + Of(advisory.Id) + Of(advisory.Summary)
            + Of(advisory.Aliases) + Of(advisory.Covers) + Of(advisory.Cvss) + Of(advisory.Weaknesses) + Of(advisory.References);
        foreach (var affected in advisory.Affected)
        {
            weight += (6 * Entry) + Of(affected.Name) + Of(affected.Versions) + Of(affected.Symbols) + Of(affected.OperatingSystems) + Of(affected.Architectures);
            foreach (var interval in affected.Vulnerable.Intervals)
                weight += Entry + Of(interval.From) + Of(interval.To);
        }

        return weight;
    }

    public static long Of(string? text) => text is null ? 0 : Entry + (2L * text.Length);

    private static long Of(IReadOnlyList<string> texts)
    {
        var weight = 8L * texts.Count;
        foreach (var text in texts)
            weight += Of(text);
        return weight;
    }
}
