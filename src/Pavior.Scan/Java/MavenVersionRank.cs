namespace Pavior.Scan.Java;

/// <summary>What can stand at one place of a Maven version, from the oldest to the newest.</summary>
internal enum MavenVersionRank
{
    Alpha,
    Beta,
    Milestone,
    ReleaseCandidate,
    Snapshot,

    /// <summary>ga, final or release, and what counts behind it is older than nothing.</summary>
    OlderRelease,

    /// <summary>The beginning of a list that is older than nothing.</summary>
    OlderList,

    /// <summary>A zero, and what counts behind it is older than nothing.</summary>
    OlderZero,

    End,

    /// <summary>ga, final or release, and what counts behind it is newer than nothing.</summary>
    Release,

    ServicePack,
    OtherQualifier,

    /// <summary>The beginning of a list that is newer than nothing.</summary>
    List,

    Number,
}
