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

    /// <summary>Whether a Go version (<c>1.22.3</c>, <c>1.22</c>, <c>1.21rc2</c>) is this or later.</summary>
    public static bool IsAtLeast(string version, int major, int minor)
    {
        var parts = version.Split('.');
        if (parts.Length < 2 || !int.TryParse(parts[0], out var first))
            return false;
        var digits = parts[1].AsSpan();
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? digits : digits[..end], out var second) && (first > major || (first == major && second >= minor));
    }

    /// <summary>Orders module versions (semantic versioning with a v in front); what is not one comes before what is.</summary>
    public static int Compare(string left, string right)
    {
        var (leftCore, leftPre) = Cut(left);
        var (rightCore, rightPre) = Cut(right);
        var (a, b) = (leftCore.Split('.'), rightCore.Split('.'));
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var order = CompareIdentifier(a.ElementAtOrDefault(i) ?? "0", b.ElementAtOrDefault(i) ?? "0");
            if (order != 0)
                return order;
        }

        if (leftPre.Length == 0 || rightPre.Length == 0)
            return rightPre.Length.CompareTo(leftPre.Length);
        var (x, y) = (leftPre.Split('.'), rightPre.Split('.'));
        for (var i = 0; i < Math.Min(x.Length, y.Length); i++)
        {
            var order = CompareIdentifier(x[i], y[i]);
            if (order != 0)
                return order;
        }

        return x.Length.CompareTo(y.Length);
    }

    private static (string Core, string PreRelease) Cut(string version)
    {
        var text = version.StartsWith('v') ? version[1..] : version;
        var plus = text.IndexOf('+');
        if (plus >= 0)
            text = text[..plus];
        var dash = text.IndexOf('-');
        return dash < 0 ? (text, "") : (text[..dash], text[(dash + 1)..]);
    }

    /// <summary>Numbers by value and before words; words by their bytes.</summary>
    private static int CompareIdentifier(string left, string right)
    {
        var (leftIsNumber, rightIsNumber) = (left.All(char.IsAsciiDigit), right.All(char.IsAsciiDigit));
        if (leftIsNumber != rightIsNumber)
            return leftIsNumber ? -1 : 1;
        if (!leftIsNumber)
            return string.CompareOrdinal(left, right);
        var (a, b) = (left.TrimStart('0'), right.TrimStart('0'));
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
    }
}
