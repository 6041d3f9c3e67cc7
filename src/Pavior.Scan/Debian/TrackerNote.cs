using System.Buffers;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Text;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Debian;

/// <summary>
/// A package line of Debian's security lists: <c>[suite] - package version (urgency; bug #1)</c>, or a word in angle brackets for the
/// version. Grammar: <c>lib/python/sectracker/parsers.py</c> of the security tracker.
/// </summary>
/// <param name="Suite">Code name of the release; null for unstable, and with it every release that has no line of its own.</param>
internal sealed record TrackerNote(string? Suite, string Package, TrackerNoteKind Kind, string? Version, Severity Severity)
{
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:.+-_"u8);

    private static readonly SearchValues<byte> VersionBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:.+-~_"u8);

    /// <summary>Null when the line is no package line by the grammar.</summary>
    /// <param name="line">Without indentation.</param>
    public static TrackerNote? TryParse(ReadOnlySpan<byte> line, Utf8Pool pool)
    {
        var rest = line.Trim(" \t"u8);
        string? suite = null;
        if (rest.StartsWith("["u8))
        {
            var close = rest.IndexOf((byte)']');
            if (close < 2)
                return null;
            suite = pool.Get(rest[1..close].Trim((byte)' '));
            rest = rest[(close + 1)..].TrimStart(" \t"u8);
        }

        if (!rest.StartsWith("- "u8))
            return null;
        rest = rest[2..].TrimStart(" \t"u8);
        var package = TakeWord(ref rest);
        var version = rest.StartsWith("("u8) ? default : TakeWord(ref rest);
        if (!IsName(package) || !TryTakeComment(rest, out var comment) || KindOf(version) is not { } kind)
            return null;
        return new TrackerNote(suite, pool.Get(package), kind, kind == TrackerNoteKind.Fixed ? pool.Get(version) : null, UrgencyOf(comment));
    }

    private static TrackerNoteKind? KindOf(ReadOnlySpan<byte> version) => version switch
    {
        [] => TrackerNoteKind.Unfixed,
        _ when version.SequenceEqual("<unfixed>"u8) => TrackerNoteKind.Unfixed,
        _ when version.SequenceEqual("<removed>"u8) => TrackerNoteKind.Unfixed,
        _ when version.SequenceEqual("<not-affected>"u8) => TrackerNoteKind.NotAffected,
        _ when version.SequenceEqual("<no-dsa>"u8) => TrackerNoteKind.NoAdvisory,
        _ when version.SequenceEqual("<ignored>"u8) => TrackerNoteKind.Ignored,
        _ when version.SequenceEqual("<postponed>"u8) => TrackerNoteKind.Postponed,
        _ when version.SequenceEqual("<end-of-life>"u8) => TrackerNoteKind.EndOfLife,
        _ when version.SequenceEqual("<undetermined>"u8) => TrackerNoteKind.Undetermined,
        _ when version.SequenceEqual("<itp>"u8) => TrackerNoteKind.NotPackaged,
        _ when IsVersion(version) => TrackerNoteKind.Fixed,
        _ => null,
    };

    private static Severity UrgencyOf(ReadOnlySpan<byte> comment)
    {
        foreach (var part in comment.Split((byte)';'))
        {
            if (comment[part].Length < 16 && SeverityWords.Parse(Encoding.ASCII.GetString(comment[part])) is var severity and not Severity.Unknown)
                return severity;
        }

        return Severity.Unknown;
    }

    private static bool TryTakeComment(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> comment)
    {
        comment = default;
        if (rest.IsEmpty)
            return true;
        if (!rest.StartsWith("("u8) || !rest.EndsWith(")"u8))
            return false;
        comment = rest[1..^1];
        return true;
    }

    private static ReadOnlySpan<byte> TakeWord(scoped ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny((byte)' ', (byte)'\t');
        var word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[end..].TrimStart(" \t"u8);
        return word;
    }

    private static bool IsName(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(NameBytes);

    private static bool IsVersion(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(VersionBytes);
}
