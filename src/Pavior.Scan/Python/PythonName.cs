using System.Buffers;

namespace Pavior.Scan.Python;

/// <summary>Names of Python distributions (https://packaging.python.org/en/latest/specifications/name-normalization/).</summary>
internal static class PythonName
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Letters, digits and <c>._-</c>, beginning and ending with a letter or digit.</summary>
    public static bool IsValid(ReadOnlySpan<char> name) =>
        !name.IsEmpty
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && !name.ContainsAnyExcept(Characters);

    /// <summary>How many characters a name at the start of the text takes; zero when none stands there.</summary>
    public static int LengthAtStart(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExcept(Characters);
        if (length < 0)
            length = text.Length;
        while (length > 0 && !char.IsAsciiLetterOrDigit(text[length - 1]))
            length--;
        return length > 0 && char.IsAsciiLetterOrDigit(text[0]) ? length : 0;
    }

    /// <summary>Lower case, with each run of <c>-</c>, <c>_</c> and <c>.</c> as one dash.</summary>
    public static string Normalize(ReadOnlySpan<char> name)
    {
        var text = name.Length <= 128 ? stackalloc char[name.Length] : new char[name.Length];
        var length = 0;
        foreach (var c in name)
        {
            if (c is not ('-' or '_' or '.'))
                text[length++] = char.ToLowerInvariant(c);
            else if (length == 0 || text[length - 1] != '-')
                text[length++] = '-';
        }

        return text[..length].ToString();
    }
}
