using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Text;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Debian;

/// <summary>
/// Reads the lists that Debian's security team keeps by hand: <c>DSA/list</c>, <c>DLA/list</c>, <c>DTSA/list</c> and <c>CVE/list</c>.
/// Grammar: <c>lib/python/bugs.py</c> of the security tracker.
/// </summary>
internal static class TrackerList
{
    /// <summary>Lines of one entry; the longest seen has 200.</summary>
    private const int MaxEntryLines = 20_000;

    private static readonly SearchValues<byte> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ-"u8);

    private static readonly SearchValues<byte> AdvisoryNumber = SearchValues.Create("0123456789-"u8);

    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>Calls for each entry, when it is complete.</summary>
    public static void Walk(string path, ReadOnlySpan<byte> text, RecordGaps gaps, Action<TrackerEntry> take)
    {
        var pool = new Utf8Pool();
        var lines = new Utf8LineReader(text);
        TrackerEntry? entry = null;
        while (lines.Read())
        {
            var line = lines.Current;
            if (IsSkipped(line))
                continue;
            if (line[0] is (byte)' ' or (byte)'\t')
            {
                if (entry is not null && !TryAdd(line.Trim(" \t"u8), entry, pool))
                    gaps.AtLine(lines.Line, "a package line, references in braces or a note");
                if (entry is not null && entry.Notes.Count > MaxEntryLines)
                    throw ParseException.Limit(path, $"more than {MaxEntryLines} packages in the entry of line {entry.Line}");
                continue;
            }

            if (entry is not null)
                take(entry);
            entry = TryHead(line, lines.Line, pool);
            if (entry is null)
                gaps.AtLine(lines.Line, "the head of an entry");
        }

        if (entry is not null)
            take(entry);
    }

    /// <summary>True for a head line of any of the lists.</summary>
    public static bool IsHead(ReadOnlySpan<byte> line) => TryHead(line, 1, new Utf8Pool()) is not null;

    /// <summary>Empty lines, claims of people working on a stretch, and rulers between them.</summary>
    private static bool IsSkipped(ReadOnlySpan<byte> line) =>
        line.Trim(" \t"u8).IsEmpty || line.StartsWith("--"u8) || line.StartsWith("begin claimed by "u8) || line.StartsWith("end claimed by "u8)
        || line.StartsWith("STOP:"u8);

    private static TrackerEntry? TryHead(ReadOnlySpan<byte> line, int number, Utf8Pool pool)
    {
        DateTimeOffset? date = null;
        if (line.StartsWith("["u8))
        {
            var close = line.IndexOf((byte)']');
            date = close < 0 ? null : TryDate(line[1..close]);
            if (date is null)
                return null;
            line = line[(close + 1)..].TrimStart(" \t"u8);
        }

        var end = line.IndexOfAny((byte)' ', (byte)'\t');
        var id = end < 0 ? line : line[..end];
        if (date is null ? !IsCve(id) : !IsAdvisoryId(id))
            return null;
        var text = end < 0 ? "" : Encoding.UTF8.GetString(line[end..].Trim(" \t"u8));
        return new TrackerEntry(pool.Get(id), text, number) { Date = date };
    }

    private static bool TryAdd(ReadOnlySpan<byte> line, TrackerEntry entry, Utf8Pool pool)
    {
        if (line.StartsWith("{"u8))
            return TryReferences(line, entry, pool);
        if (line.SequenceEqual("REJECTED"u8))
        {
            entry.Rejected = true;
            return true;
        }

        if (line.SequenceEqual("RESERVED"u8) || IsRemark(line))
            return true;
        if (TrackerNote.TryParse(line, pool) is not { } note)
            return false;
        entry.Notes.Add(note);
        if (entry.Bug == 0)
            entry.Bug = BugIn(line);
        return true;
    }

    /// <summary>A word in capitals and a colon: what people tell each other about the entry.</summary>
    private static bool IsRemark(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        return colon > 0 && !line[..colon].ContainsAnyExcept(Capitals);
    }

    private static bool TryReferences(ReadOnlySpan<byte> line, TrackerEntry entry, Utf8Pool pool)
    {
        var close = line.IndexOf((byte)'}');
        if (close < 0)
            return false;
        var inner = line[1..close];
        foreach (var part in inner.Split((byte)' '))
        {
            if (!inner[part].IsEmpty)
                entry.References.Add(pool.Get(inner[part]));
        }

        return true;
    }

    private static long BugIn(ReadOnlySpan<byte> line)
    {
        var at = line.IndexOf("bug #"u8);
        return at >= 0 && Utf8Parser.TryParse(line[(at + 5)..], out long bug, out _) ? bug : 0;
    }

    private static bool IsCve(ReadOnlySpan<byte> id) =>
        id.Length is >= 13 and <= 24 && id.StartsWith("CVE-"u8) && id[8] == '-' && !id[4..8].ContainsAnyExceptInRange((byte)'0', (byte)'9')
        && (id[9..].SequenceEqual("XXXX"u8) || !id[9..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));

    private static bool IsAdvisoryId(ReadOnlySpan<byte> id)
    {
        var start = id.IndexOf((byte)'-');
        return start > 0 && (id[..start].SequenceEqual("DSA"u8) || id[..start].SequenceEqual("DLA"u8) || id[..start].SequenceEqual("DTSA"u8))
            && id.Length is > 4 and <= 24 && !id[(start + 1)..].ContainsAnyExcept(AdvisoryNumber);
    }

    /// <summary><c>29 Mar 2023</c>, or <c>August 26th, 2005</c> as the lists for testing have it.</summary>
    private static DateTimeOffset? TryDate(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 10 or > 24)
            return null;
        var words = Encoding.ASCII.GetString(text).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 3)
            return null;
        var (day, month) = char.IsAsciiDigit(words[0][0]) ? (words[0], words[1]) : (words[1].TrimEnd(['s', 't', 'n', 'd', 'r', 'h']), words[0]);
        var number = Array.FindIndex(Months, m => month.StartsWith(m, StringComparison.Ordinal)) + 1;
        return number > 0 && TryNumber(day, out var d) && TryNumber(words[2], out var year) && year is > 1990 and < 3000
            && d >= 1 && d <= DateTime.DaysInMonth(year, number)
            ? new DateTimeOffset(year, number, d, 0, 0, 0, TimeSpan.Zero)
            : null;
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
