namespace Pavior.Scan.Alpine;

/// <summary>Parts of an Alpine version, from the oldest to the newest of those that can stand at the same place.</summary>
internal enum AlpineVersionPart
{
    /// <summary>alpha, beta, pre, rc.</summary>
    EarlySuffix,

    /// <summary>What the grammar does not know; nothing after it counts.</summary>
    Unknown,

    /// <summary>A dot without digits behind it.</summary>
    NoDigits,

    End,

    Revision,

    CommitHash,

    SuffixNumber,

    /// <summary>cvs, svn, git, hg, p.</summary>
    LateSuffix,

    Letter,

    Number,
}
