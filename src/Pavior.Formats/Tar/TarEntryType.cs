namespace Pavior.Formats.Tar;

/// <summary>What an entry puts into the file system (POSIX.1-2001 ustar type flags, folded).</summary>
public enum TarEntryType
{
    File,
    HardLink,
    SymbolicLink,
    CharacterDevice,
    BlockDevice,
    Directory,
    Fifo,

    /// <summary>A type flag that no file system object stands for: volume labels, vendor records.</summary>
    Other,
}
