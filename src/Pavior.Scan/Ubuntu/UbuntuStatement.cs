using System.Buffers;
using Pavior.Core;
using Pavior.Formats.Text;

namespace Pavior.Scan.Ubuntu;

/// <summary>A line of Ubuntu's tracker: <c>release_package: status (version or reason)</c>. Meaning: README of the tracker, "Package Status".</summary>
/// <param name="Fix">First version without the flaw; null when there is none yet, or none is told.</param>
internal sealed record UbuntuStatement(UbuntuSeries Series, string Package, AffectedStatus Status, string? Fix)
{
    /// <summary>Why Ubuntu ignores something: it stopped looking after the release or the package.</summary>
    private static readonly SearchValues<string> EndOfLife = SearchValues.Create(
        ["end of", "end-of", "out of standard support", "superseded", "replaced by", "abandoned", "no longer", "reached eol", "was eol", "is eol"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<byte> VersionBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:.+-~_"u8);

    /// <summary>Null for a package that the release does not have, and for a word that is no status.</summary>
    /// <param name="value">What stands behind the colon.</param>
    /// <param name="isComplete">False for a fix without a version, which can be compared with nothing.</param>
    public static UbuntuStatement? TryParse(UbuntuSeries series, ReadOnlySpan<byte> package, ReadOnlySpan<byte> value, Utf8Pool pool, out bool isComplete)
    {
        isComplete = true;
        var end = value.IndexOfAny((byte)' ', (byte)'\t', (byte)'(');
        var word = end < 0 ? value : value[..end];
        var reason = end < 0 ? default : WithoutBrackets(value[end..]);
        if (Read(word, reason) is not { } status)
            return null;
        var fix = word.SequenceEqual("released"u8) ? VersionIn(reason) : default;
        isComplete = !fix.IsEmpty || !word.SequenceEqual("released"u8);
        return new UbuntuStatement(series, pool.Get(package), status, fix.IsEmpty ? null : pool.Get(fix));
    }

    private static AffectedStatus? Read(ReadOnlySpan<byte> word, ReadOnlySpan<byte> reason) => word switch
    {
        _ when word.SequenceEqual("released"u8) => AffectedStatus.Affected,
        _ when word.SequenceEqual("not-affected"u8) => AffectedStatus.NotAffected,
        // An update that is pending helps nobody before it is released.
        _ when word.SequenceEqual("needed"u8) || word.SequenceEqual("active"u8) || word.SequenceEqual("pending"u8) => AffectedStatus.Affected,
        _ when word.SequenceEqual("deferred"u8) => AffectedStatus.Deferred,
        _ when word.SequenceEqual("needs-triage"u8) => AffectedStatus.UnderInvestigation,
        _ when word.SequenceEqual("ignored"u8) => Ignored(reason),
        _ => null,
    };

    /// <summary>What was not looked at before support ended is as unknown as it was.</summary>
    private static AffectedStatus Ignored(ReadOnlySpan<byte> reason)
    {
        if (reason.IndexOf("was needs-triage"u8) >= 0)
            return AffectedStatus.UnderInvestigation;
        Span<char> text = stackalloc char[Math.Min(reason.Length, 256)];
        System.Text.Encoding.Latin1.GetChars(reason[..text.Length], text);
        return ((ReadOnlySpan<char>)text).ContainsAny(EndOfLife) ? AffectedStatus.EndOfLife : AffectedStatus.WillNotFix;
    }

    private static ReadOnlySpan<byte> WithoutBrackets(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t"u8);
        if (text.StartsWith("("u8))
            text = text[1..];
        var close = text.LastIndexOf((byte)')');
        return (close < 0 ? text : text[..close]).Trim(" \t"u8);
    }

    /// <summary>The first of several; a name or a remark in its place is none.</summary>
    private static ReadOnlySpan<byte> VersionIn(ReadOnlySpan<byte> reason)
    {
        var end = reason.IndexOfAny((byte)' ', (byte)',');
        var version = end < 0 ? reason : reason[..end];
        return !version.IsEmpty && version.ContainsAnyInRange((byte)'0', (byte)'9') && !version.ContainsAnyExcept(VersionBytes) && (end < 0 || reason[end] == ',')
            ? version
            : default;
    }
}
