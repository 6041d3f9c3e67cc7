using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Debian;

/// <summary>Turns the package lines of an entry into statements about packages of a release.</summary>
internal sealed class TrackerNotes(RecordGaps gaps)
{
    /// <summary>A line of an advisory always names its release.</summary>
    public List<AffectedPackage> OfAdvisory(TrackerEntry entry)
    {
        var affected = new List<AffectedPackage>(entry.Notes.Count);
        foreach (var note in entry.Notes)
        {
            if (note.Kind != TrackerNoteKind.NotPackaged && Ecosystem(note, entry) is { } ecosystem)
                affected.Add(Statement(note, ecosystem, note.Severity, VersionRange.All));
        }

        return affected;
    }

    /// <summary>A line without release stands for unstable, and for the releases that <see cref="UnnamedReleases"/> finds.</summary>
    public List<AffectedPackage> OfVulnerability(TrackerEntry entry)
    {
        var affected = new List<AffectedPackage>(entry.Notes.Count + 1);
        foreach (var note in entry.Notes)
        {
            if (note.Kind == TrackerNoteKind.NotPackaged)
                continue;
            if (note.Suite is null)
            {
                affected.Add(Statement(note, DebianReleases.Unstable, note.Severity, VersionRange.All));
                affected.Add(Statement(note, DebianReleases.Unnamed, note.Severity, VersionRange.All));
            }
            else if (note.Suite != "experimental" && Ecosystem(note, entry) is { } ecosystem)
            {
                var general = entry.Notes.Find(n => n.Suite is null && n.Package == note.Package);
                var severity = note.Severity == Severity.Unknown ? general?.Severity ?? Severity.Unknown : note.Severity;
                affected.Add(Statement(note, ecosystem, severity, general?.Version is { } fix ? new([VersionInterval.Before(fix)]) : VersionRange.All));
            }
        }

        return affected;
    }

    /// <param name="open">What is flawed in a release for which nothing was mended: everything before the fix in unstable.</param>
    private static AffectedPackage Statement(TrackerNote note, string ecosystem, Severity severity, VersionRange open) => new()
    {
        Ecosystem = ecosystem,
        Name = note.Package,
        IsSource = true,
        Severity = severity,
        Status = note.Kind switch
        {
            // "0" is how the tracker itself writes down what was never affected.
            TrackerNoteKind.Fixed when note.Version == "0" => AffectedStatus.NotAffected,
            TrackerNoteKind.NotAffected => AffectedStatus.NotAffected,
            TrackerNoteKind.NoAdvisory => AffectedStatus.Unscheduled,
            TrackerNoteKind.Ignored => AffectedStatus.WillNotFix,
            TrackerNoteKind.Postponed => AffectedStatus.Deferred,
            TrackerNoteKind.EndOfLife => AffectedStatus.EndOfLife,
            TrackerNoteKind.Undetermined => AffectedStatus.UnderInvestigation,
            _ => AffectedStatus.Affected,
        },
        Vulnerable = note.Kind switch
        {
            TrackerNoteKind.Fixed when note.Version is { } fix and not "0" => new([VersionInterval.Before(fix)]),
            TrackerNoteKind.NoAdvisory or TrackerNoteKind.Ignored or TrackerNoteKind.Postponed => open,
            _ => VersionRange.All,
        },
    };

    private string? Ecosystem(TrackerNote note, TrackerEntry entry)
    {
        var ecosystem = note.Suite is null ? null : DebianReleases.Ecosystem(note.Suite);
        if (ecosystem is null)
            gaps.AtLine(entry.Line, $"a release of Debian for {note.Package} of {entry.Id}, not {note.Suite ?? "none"}");
        return ecosystem;
    }
}
