using Pavior.Core;

namespace Pavior.Scan.Advisories.GitHub;

/// <summary>
/// The notation in which GitHub gives vulnerable versions of every ecosystem: one or two comparisons, joined by a comma
/// (docs.github.com, GraphQL object SecurityVulnerability).
/// </summary>
internal static class GitHubRange
{
    /// <summary>False for anything but <c>= 1.0</c>, <c>&lt; 1.1</c>, <c>&lt;= 1.1</c>, <c>&gt; 1.0</c>, <c>&gt;= 1.0, &lt; 1.1</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out VersionInterval interval)
    {
        interval = VersionInterval.All;
        if (text.Length > FeedWords.MaxLength)
            return false;
        foreach (var range in text.Split(','))
        {
            if (!TryTerm(text[range].Trim(), ref interval))
                return false;
        }

        return true;
    }

    private static bool TryTerm(ReadOnlySpan<char> term, ref VersionInterval interval)
    {
        var length = term.IndexOfAnyExcept('<', '>', '=');
        if (length <= 0)
            return false;
        var version = term[length..].Trim();
        if (version.IsEmpty || version.ContainsAny(" <>=") || !Apply(term[..length], version.ToString(), ref interval))
            return false;
        return true;
    }

    /// <summary>Each end may be given once.</summary>
    private static bool Apply(ReadOnlySpan<char> comparison, string version, ref VersionInterval interval)
    {
        var (from, to) = (comparison[0] is '>' or '=', comparison[0] is '<' or '=');
        if ((from && interval.From is not null) || (to && interval.To is not null) || comparison is not ("=" or "<" or "<=" or ">" or ">="))
            return false;
        if (from)
            interval = interval with { From = version, FromIncluded = comparison is not ">" };
        if (to)
            interval = interval with { To = version, ToIncluded = comparison is not "<" };
        return true;
    }
}
