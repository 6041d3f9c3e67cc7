using Pavior.Core;

namespace Pavior.Scan.Advisories;

/// <summary>The words with which publishers rate a flaw.</summary>
internal static class SeverityWords
{
    /// <summary>Of GitHub, Red Hat, Ubuntu, Microsoft and those who follow them; case does not count. Unknown for any other.</summary>
    public static Severity Parse(ReadOnlySpan<char> word)
    {
        word = word.Trim();
        if (Is(word, "critical"))
            return Severity.Critical;
        if (Is(word, "high") || Is(word, "important"))
            return Severity.High;
        if (Is(word, "medium") || Is(word, "moderate"))
            return Severity.Medium;
        return Is(word, "low") || Is(word, "negligible") || Is(word, "minor") || Is(word, "unimportant") ? Severity.Low : Severity.Unknown;
    }

    /// <summary>The word before the colon of a title: <c>Important: nodejs:18 security update</c>.</summary>
    public static Severity OfTitle(ReadOnlySpan<char> title)
    {
        var colon = title.IndexOf(':');
        return colon < 0 ? Severity.Unknown : Parse(title[..colon]);
    }

    /// <summary>By the scale of CVSS version 3 and 4.</summary>
    public static Severity OfScore(decimal score) => score switch
    {
        >= 9 and <= 10 => Severity.Critical,
        >= 7 and < 9 => Severity.High,
        >= 4 and < 7 => Severity.Medium,
        > 0 and < 4 => Severity.Low,
        _ => Severity.Unknown,
    };

    private static bool Is(ReadOnlySpan<char> word, string known) => word.Equals(known, StringComparison.OrdinalIgnoreCase);
}
