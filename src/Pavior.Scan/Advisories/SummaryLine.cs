namespace Pavior.Scan.Advisories;

/// <summary>Makes the one line for people out of a publisher's description, which may fill pages.</summary>
internal static class SummaryLine
{
    /// <summary>Characters kept; a longer description ends with an ellipsis.</summary>
    private const int MaxLength = 200;

    /// <summary>White space of any kind and length becomes one space.</summary>
    public static string From(ReadOnlySpan<char> description)
    {
        Span<char> line = stackalloc char[MaxLength];
        var length = 0;
        var gap = false;
        foreach (var c in description)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                gap = length > 0;
                continue;
            }

            if (length + (gap ? 2 : 1) > MaxLength)
                return Cut(line[..length]);
            if (gap)
                line[length++] = ' ';
            gap = false;
            line[length++] = c;
        }

        return new string(line[..length]);
    }

    /// <summary>Between two words where there are any, and never within a surrogate pair.</summary>
    private static string Cut(ReadOnlySpan<char> line)
    {
        var end = line.LastIndexOf(' ');
        if (end < MaxLength / 2)
            end = char.IsHighSurrogate(line[^2]) ? line.Length - 2 : line.Length - 1;
        if (char.IsHighSurrogate(line[end - 1]))
            end--;
        return string.Concat(line[..end], "…");
    }
}
