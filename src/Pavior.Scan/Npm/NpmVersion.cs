namespace Pavior.Scan.Npm;

/// <summary>Versions of npm packages: Semantic Versioning 2.0.0, with the few liberties that npm itself forgives.</summary>
internal static class NpmVersion
{
    /// <summary>node-semver's limit.</summary>
    public const int MaxLength = 256;

    /// <summary>The version without surrounding blanks, leading <c>v</c> or <c>=</c>, or null when it is none. <c>1.0.0beta</c> becomes <c>1.0.0-beta</c>.</summary>
    public static string? Clean(string? text)
    {
        if (text is null || text.Length > MaxLength)
            return null;
        var rest = text.AsSpan().Trim().TrimStart('=').TrimStart();
        if (!rest.IsEmpty && rest[0] is 'v' or 'V')
            rest = rest[1..].TrimStart();
        var clean = rest;
        if (!TakeNumber(ref rest) || !TakeDot(ref rest) || !TakeNumber(ref rest) || !TakeDot(ref rest) || !TakeNumber(ref rest))
            return null;
        if (rest.IsEmpty)
            return clean.Length == text.Length ? text : clean.ToString();
        var core = clean[..^rest.Length];
        var build = rest.IndexOf('+');
        var prerelease = build < 0 ? rest : rest[..build];
        if (build >= 0 && !AreIdentifiers(rest[(build + 1)..]))
            return null;
        if (prerelease.IsEmpty)
            return clean.ToString();
        var dash = prerelease[0] == '-';
        if (!AreIdentifiers(dash ? prerelease[1..] : prerelease))
            return null;
        return dash ? clean.ToString() : $"{core}-{rest}";
    }

    /// <summary>The version that placeholders, fixtures and unpublished packages carry.</summary>
    public static bool IsPlaceholder(string version) => version == "0.0.0" || version.StartsWith("0.0.0-", StringComparison.Ordinal);

    private static bool TakeNumber(ref ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && char.IsAsciiDigit(rest[length]))
            length++;
        if (length is 0 or > 16 || (length > 1 && rest[0] == '0'))
            return false;
        rest = rest[length..];
        return true;
    }

    private static bool TakeDot(ref ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || rest[0] != '.')
            return false;
        rest = rest[1..];
        return true;
    }

    private static bool AreIdentifiers(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('.'))
        {
            var identifier = text[range];
            if (identifier.IsEmpty)
                return false;
            foreach (var letter in identifier)
            {
                if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
                    return false;
            }
        }

        return true;
    }
}
