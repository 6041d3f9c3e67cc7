namespace Pavior.Scan.Go;

/// <summary>Version texts of the Go world.</summary>
internal static class GoVersionText
{
    /// <summary><c>1.2.3</c> with an optional v in front and a pre-release or build behind; the last two numbers may be missing.</summary>
    public static bool IsSemantic(string text)
    {
        var rest = text.AsSpan();
        if (rest.StartsWith("v"))
            rest = rest[1..];
        var suffix = rest.IndexOfAny('-', '+');
        var numbers = suffix < 0 ? rest : rest[..suffix];
        if (suffix == rest.Length - 1)
            return false;
        var parts = 0;
        foreach (var range in numbers.Split('.'))
        {
            var part = numbers[range];
            if (part.IsEmpty || part.Length > 19 || part.ContainsAnyExceptInRange('0', '9') || ++parts > 3)
                return false;
        }

        return parts == 3 || (parts > 0 && suffix < 0);
    }

    /// <summary>
    /// The version of the standard library, without the go in front: <c>1.22.3</c>. Experiments (<c>X:jsonv2</c>) are cut;
    /// null for a toolchain built from an unnamed commit.
    /// </summary>
    public static string? Toolchain(string goVersion)
    {
        foreach (var word in goVersion.Split(' '))
        {
            if (word.StartsWith("go", StringComparison.Ordinal) && word.Length > 2 && char.IsAsciiDigit(word[2]))
                return word[2..];
        }

        return null;
    }

    /// <summary>What follows <c>X:</c>: experiments and vendor variants such as boringcrypto; null when there are none.</summary>
    public static string? Experiments(string goVersion)
    {
        var at = goVersion.IndexOf(" X:", StringComparison.Ordinal);
        return at < 0 ? null : goVersion[(at + 3)..];
    }
}
