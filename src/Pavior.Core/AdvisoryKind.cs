namespace Pavior.Core;

/// <summary>What an advisory is about.</summary>
public enum AdvisoryKind
{
    Vulnerability,

    /// <summary>The package itself was made to do harm (OSV <c>MAL-</c>).</summary>
    Malicious,

    /// <summary>Nobody mends it any more, or its interface invites mistakes (RustSec <c>informational</c>): worth a note, not a vulnerability.</summary>
    Informational,
}
