using Pavior.Core;

namespace Pavior.Scan.Advisories.Osv;

/// <summary>Reads <c>severity</c>: CVSS vectors, and the words of publishers who rate in words.</summary>
internal static class OsvSeverities
{
    /// <summary>Vectors kept of one record: one for each version of CVSS, and some of different people.</summary>
    private const int MaxVectors = 8;

    /// <summary>Characters of a vector; the longest that version 4 allows has about 200.</summary>
    private const int MaxVector = 400;

    public static void AddVectors(RecordNode severities, List<string> vectors)
    {
        foreach (var severity in severities)
        {
            if (severity.TextOf("type") is not ("CVSS_V2" or "CVSS_V3" or "CVSS_V4") || severity.TextOf("score") is not { } vector)
                continue;
            if (vectors.Count < MaxVectors && IsVector(vector) && !vectors.Contains(vector))
                vectors.Add(vector);
        }
    }

    /// <summary>The rating of a publisher who has a scale of its own (<c>"type": "Ubuntu"</c>).</summary>
    public static Severity Word(RecordNode severities)
    {
        foreach (var severity in severities)
        {
            if (severity.TextOf("type") is { } type && !type.StartsWith("CVSS", StringComparison.Ordinal)
                && SeverityWords.Parse(severity.TextOf("score")) is var word and not Severity.Unknown)
            {
                return word;
            }
        }

        return Severity.Unknown;
    }

    private static bool IsVector(string text) => text.Length <= MaxVector && text.Contains('/', StringComparison.Ordinal) && FeedWords.IsWord(text);
}
