using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Text;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Debian;

/// <summary>
/// Debian's security lists as its security team keeps them in version control: advisories (DSA, DLA, DTSA) with the versions that mend
/// each release, and <c>CVE/list</c>, which has everything else: what is open, what will stay open, what was never affected.
/// </summary>
/// <remarks>
/// A line without release in <c>CVE/list</c> is about unstable, and about every release of which nothing else is said. What is said may
/// stand in the lists of advisories, so it is written down under <see cref="DebianReleases.Unnamed"/> until all are read.
/// </remarks>
internal sealed class DebianListsFeed : AdvisoryFeed
{
    public const string FeedId = "debian-lists";

    /// <summary>Bytes of one list; <c>CVE/list</c> has 40 MB and grows by 4 a year.</summary>
    private const int MaxBytes = 256 * 1024 * 1024;

    public override string Id => FeedId;

    public override string Title => "Debian security team, lists of advisories and vulnerabilities";

    public override bool Joins => true;

    public override bool Recognises(string path, ReadOnlySpan<byte> head)
    {
        // Fixes that wait for the next point release, in the same form: nobody can install them yet.
        if (path.EndsWith("point-update.txt", StringComparison.Ordinal))
            return false;
        var lines = new Utf8LineReader(head);
        while (lines.Read())
        {
            var line = lines.Current;
            if (line.Trim(" \t"u8).IsEmpty || line.StartsWith("begin claimed by "u8))
                continue;
            if (!TrackerList.IsHead(line))
                return false;
            return line[0] == '[' || (lines.Read() && !lines.Current.IsEmpty && lines.Current[0] is (byte)'\t' or (byte)' ');
        }

        return false;
    }

    public override void Read(FileContent file, FeedSink sink)
    {
        var gaps = new RecordGaps(file.Path, sink);
        var notes = new TrackerNotes(gaps);
        TrackerList.Walk(file.Path, file.ReadAll(MaxBytes).Span, gaps, entry =>
        {
            if ((entry.IsAdvisory ? OfAdvisory(entry, notes) : OfVulnerability(entry, notes)) is { } advisory)
                sink.Add(advisory);
        });
    }

    public override IReadOnlyList<Advisory> Complete(IReadOnlyList<Advisory> advisories) => UnnamedReleases.Spread(advisories);

    private static Advisory? OfAdvisory(TrackerEntry entry, TrackerNotes notes)
    {
        var affected = notes.OfAdvisory(entry);
        if (affected.Count == 0)
            return null;
        return new Advisory
        {
            Id = entry.Id,
            Feed = FeedId,
            // Without a vulnerability it is a repair of an earlier advisory's fix, or it is older than the habit of naming any.
            Kind = entry.References.Count == 0 && entry.Text.Contains("regression", StringComparison.OrdinalIgnoreCase)
                ? AdvisoryKind.Informational
                : AdvisoryKind.Vulnerability,
            Covers = [.. entry.References.Distinct()],
            Summary = SummaryLine.From(entry.Text),
            Published = entry.Date,
            References = [$"https://security-tracker.debian.org/tracker/{entry.Id}"],
            Affected = affected,
        };
    }

    private static Advisory? OfVulnerability(TrackerEntry entry, TrackerNotes notes)
    {
        if (entry.Rejected || notes.OfVulnerability(entry) is not { Count: > 0 } affected)
            return null;
        var text = WithoutBrackets(entry.Text);
        var id = entry.Id.EndsWith("-XXXX", StringComparison.Ordinal) ? TemporaryId(entry.Bug, text) : entry.Id;
        return new Advisory
        {
            Id = id,
            Feed = FeedId,
            Summary = SummaryLine.From(text),
            References = [$"https://security-tracker.debian.org/tracker/{id}"],
            Affected = affected,
        };
    }

    private static string WithoutBrackets(string text) =>
        text is ['(', .., ')'] or ['[', .., ']'] ? text[1..^1] : text;

    /// <summary>The name that the tracker gives to what has no number yet (<c>temp_bug_name</c> in its source), so that both say the same.</summary>
    private static string TemporaryId(long bug, string text)
    {
#pragma warning disable CA5351 // not for secrecy: the name is Debian's
        var hash = MD5.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351 // not for secrecy: the name is Debian's
        return string.Create(CultureInfo.InvariantCulture, $"TEMP-{bug:D7}-{Convert.ToHexString(hash.AsSpan(0, 3))}");
    }
}
