using System.Text;
using Pavior.Formats.Text;

namespace Pavior.Scan.Alpine;

/// <summary>
/// Reads what stands for a vulnerability in a security database: written by people, several to a line and with remarks:
/// <c>CVE-2018-3620 CVE-2018-3646 XSA-273</c>, <c>CVE-2018-16300 (BGP)</c>, <c>CVE-????-?????  XSA-295</c>, <c>CVE_2019-2426</c>.
/// </summary>
internal static class SecurityFixIds
{
    /// <summary>Bytes of one id; longer ones are none.</summary>
    private const int MaxLength = 64;

    /// <summary>
    /// Adds every CVE; where there is none, the first other name. A GitHub name beside a single CVE is its alias; names of other projects are
    /// not, since one of theirs may stand for several.
    /// </summary>
    public static void Read(ReadOnlySpan<byte> text, Utf8Pool pool, List<(string Id, string? Alias)> into)
    {
        string? other = null;
        string? alias = null;
        var first = into.Count;
        foreach (var part in Words(text))
        {
            var word = text[part];
            if (Cve(word) is { } cve)
                into.Add((pool.Get(Encoding.ASCII.GetBytes(cve)), null));
            else if (word.StartsWith("GHSA-"u8) && IsName(word))
                alias ??= pool.Get(word);
            else if (IsName(word) && !word.StartsWith("CVE"u8))
                other ??= pool.Get(word);
        }

        if (into.Count == first && (alias ?? other) is { } only)
            into.Add((only, null));
        else if (into.Count == first + 1 && alias is not null)
            into[first] = (into[first].Id, alias);
    }

    /// <summary>Words up to an opening bracket; <c>CVE 2018-16859</c> is one.</summary>
    private static List<Range> Words(ReadOnlySpan<byte> text)
    {
        var words = new List<Range>();
        var end = text.IndexOf((byte)'(');
        if (end >= 0)
            text = text[..end];
        foreach (var part in text.SplitAny(" \t"u8))
        {
            var (start, length) = part.GetOffsetAndLength(text.Length);
            if (length == 0)
                continue;
            if (words.Count > 0 && text[words[^1]].SequenceEqual("CVE"u8))
                words[^1] = words[^1].Start..(start + length);
            else
                words.Add(part);
        }

        return words;
    }

    /// <summary>With what follows the number cut off (<c>.patch</c>, the <c>-1</c> of one of two patches), and the usual dashes.</summary>
    private static string? Cve(ReadOnlySpan<byte> word)
    {
        if (word.Length is < 13 or > MaxLength || !word.StartsWith("CVE"u8) || word[3] is not ((byte)'-' or (byte)'_' or (byte)' ') || word[8] != '-'
            || word[4..8].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return null;
        }

        var digits = word[9..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var number = digits < 0 ? word[9..] : word.Slice(9, digits);
        return number.Length is < 4 or > 12 ? null : $"CVE-{Encoding.ASCII.GetString(word[4..8])}-{Encoding.ASCII.GetString(number)}";
    }

    /// <summary>Letters, a dash, and a digit somewhere behind it.</summary>
    private static bool IsName(ReadOnlySpan<byte> word)
    {
        var dash = word.IndexOf((byte)'-');
        return dash > 1 && word.Length <= MaxLength && word[(dash + 1)..].ContainsAnyInRange((byte)'0', (byte)'9')
            && !word.ContainsAnyExcept(NameBytes) && char.IsAsciiLetter((char)word[0]);
    }

    private static readonly System.Buffers.SearchValues<byte> NameBytes =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:"u8);
}
