namespace Pavior.Scan.Versions;

/// <summary>
/// A semantic version as ranges of npm and Cargo name it: numbers may be missing from the right, or be <c>*</c> or <c>x</c>.
/// </summary>
/// <param name="Major">Without leading zeros; null when missing.</param>
/// <param name="Minor">As <paramref name="Major"/>.</param>
/// <param name="Patch">As <paramref name="Major"/>.</param>
/// <param name="Prerelease">Without hyphen; null for none.</param>
internal sealed record PartialVersion(string? Major, string? Minor, string? Patch, string? Prerelease)
{
    /// <summary>The lowest version of all that it can stand for, without a pre-release that it does not name.</summary>
    public string Lowest => $"{Major ?? "0"}.{Minor ?? "0"}.{Patch ?? "0"}{(Prerelease is null ? "" : "-" + Prerelease)}";

    /// <summary>The lowest of the next major version, its pre-releases included.</summary>
    public string NextMajor => $"{DigitRun.Next(Major)}.0.0-0";

    public string NextMinor => $"{Major}.{DigitRun.Next(Minor)}.0-0";

    public string NextPatch => $"{Major}.{Minor}.{DigitRun.Next(Patch)}-0";

    /// <summary>Reads one, and what may stand in front of it.</summary>
    public static PartialVersion Read(scoped ref RangeReader reader)
    {
        while (reader.Current is 'v' or 'V' or '=' || (char.IsWhiteSpace(reader.Current) && !reader.AtEnd))
            reader.Take(reader.Current);
        var major = Part(ref reader, first: true);
        var minor = Part(ref reader);
        var patch = Part(ref reader);
        if ((major is null && minor is not null) || (minor is null && patch is not null))
            throw reader.Expected("no number behind a placeholder");
        var hyphen = reader.Take('-');
        var prerelease = hyphen || char.IsAsciiLetter(reader.Current) ? reader.TakeIdentifiers().ToString() : null;
        if (prerelease is "" || (prerelease is not null && major is null))
            throw reader.Expected("a pre-release");
        if (reader.Take('+'))
            reader.TakeIdentifiers();
        return new PartialVersion(major, prerelease is null ? minor : minor ?? "0", prerelease is null ? patch : patch ?? "0", prerelease);
    }

    private static string? Part(scoped ref RangeReader reader, bool first = false)
    {
        if (!first && (reader.Rest.Length < 2 || reader.Rest[0] != '.' || !IsPart(reader.Rest[1])))
            return null;
        if (!first)
            reader.Take('.');
        if (reader.Take('*') || reader.Take('x') || reader.Take('X'))
            return null;
        var digits = reader.TakeDigits();
        return digits.IsEmpty ? throw reader.Expected("a version") : DigitRun.Plain(digits);
    }

    private static bool IsPart(char letter) => char.IsAsciiDigit(letter) || letter is '*' or 'x' or 'X';
}
