namespace Pavior.Scan.Debian;

/// <summary>One entry of Debian's security lists: a head line, and the indented lines below it.</summary>
/// <param name="Id"><c>DSA-5380-1</c>, <c>CVE-2023-1393</c>, or <c>CVE-2023-XXXX</c> for what has no number yet.</param>
/// <param name="Text">The rest of the head line.</param>
/// <param name="Line">One-based line of the head.</param>
internal sealed record TrackerEntry(string Id, string Text, int Line)
{
    /// <summary>Day of an advisory; CVE entries have none.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>What stands in braces: the vulnerabilities of an advisory, or the advisories for a vulnerability.</summary>
    public List<string> References { get; } = [];

    public List<TrackerNote> Notes { get; } = [];

    /// <summary>The number was taken back (<c>REJECTED</c>).</summary>
    public bool Rejected { get; set; }

    /// <summary>First bug number in the notes, which names an entry without number of its own.</summary>
    public long Bug { get; set; }

    public bool IsAdvisory => Date is not null;
}
