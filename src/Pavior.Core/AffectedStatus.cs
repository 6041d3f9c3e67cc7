namespace Pavior.Core;

/// <summary>What the publisher says it does about a vulnerability in a package; distributions tell these apart.</summary>
public enum AffectedStatus
{
    /// <summary>Vulnerable in the range; the range's end is the fix, if it has one.</summary>
    Affected,

    /// <summary>Looked at and not vulnerable: silences what other sources say of the same package of this release.</summary>
    NotAffected,

    /// <summary>Vulnerable, and the publisher decided against a fix (Debian ignored, Red Hat "Will not fix").</summary>
    WillNotFix,

    /// <summary>Vulnerable, and a fix is put off (Debian postponed, Red Hat "Fix deferred").</summary>
    Deferred,

    /// <summary>Vulnerable, and the release or package is out of support.</summary>
    EndOfLife,

    /// <summary>The publisher does not know yet.</summary>
    UnderInvestigation,

    /// <summary>
    /// Vulnerable in the range, and nothing is decided on a fix for this release (Debian no-dsa: one may come with a point release). Where the
    /// range ends another release has the fix, so the end is none for this one. Findings say <see cref="Affected"/>.
    /// </summary>
    Unscheduled,
}
