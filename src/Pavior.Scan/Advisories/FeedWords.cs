using Pavior.Core;

namespace Pavior.Scan.Advisories;

/// <summary>Limits on the short texts of records: ids, names and versions that become keys of a database.</summary>
internal static class FeedWords
{
    /// <summary>Characters of a name or version; the longest real one, a Go module path, has a tenth.</summary>
    public const int MaxLength = 1_000;

    /// <summary>The text, when it can be an id, name or version: neither empty nor long nor with control characters in it.</summary>
    public static bool IsWord(string? text) => text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyInRange('\0', '\x1f');

    /// <exception cref="ParseException">It is none.</exception>
    public static string Require(string path, string record, string? text, string what)
    {
        if (IsWord(text))
            return text!;
        var problem = text is { Length: > MaxLength } ? $"{what} of at most {MaxLength} characters" : what;
        throw ParseException.AtRecord(path, record, problem);
    }
}
