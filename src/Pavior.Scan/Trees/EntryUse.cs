namespace Pavior.Scan.Trees;

/// <summary>What a walk does with an entry of a folder.</summary>
internal enum EntryUse
{
    /// <summary>A file that some extractor wants.</summary>
    Read,

    /// <summary>A file that is wanted if its first bytes say that it is a program.</summary>
    ReadIfExecutable,

    /// <summary>A folder to look into.</summary>
    Enter,

    /// <summary>A folder that the kernel fills.</summary>
    PassOver,
}
