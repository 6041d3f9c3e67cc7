namespace Pavior.Scan.Php;

/// <summary>What can stand at one place of a Composer version, from the oldest to the newest, as PHP's version_compare has it.</summary>
internal enum ComposerVersionRank
{
    Unknown,
    Dev,
    Alpha,
    Beta,
    ReleaseCandidate,
    End,
    Number,
    Patch,
}
