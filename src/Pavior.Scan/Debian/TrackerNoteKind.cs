namespace Pavior.Scan.Debian;

/// <summary>What a line of Debian's lists says of a package.</summary>
internal enum TrackerNoteKind
{
    /// <summary>A version: the first without the flaw.</summary>
    Fixed,

    /// <summary><c>&lt;unfixed&gt;</c>, and <c>&lt;removed&gt;</c>: what left Debian without a fix stays flawed wherever it still is.</summary>
    Unfixed,

    NotAffected,

    /// <summary><c>&lt;no-dsa&gt;</c>: too minor for an advisory; a fix may come with a point release.</summary>
    NoAdvisory,

    /// <summary><c>&lt;ignored&gt;</c>: no fix for this release.</summary>
    Ignored,

    Postponed,

    EndOfLife,

    Undetermined,

    /// <summary><c>&lt;itp&gt;</c>: somebody intends to package it, so no release has it.</summary>
    NotPackaged,
}
