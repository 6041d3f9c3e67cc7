namespace Pavior.Formats.Tar;

/// <summary>What a tar may ask of its reader.</summary>
internal static class TarLimits
{
    /// <summary>Bytes of a path or link target; Linux itself stops at 4096.</summary>
    public const int MaxPath = 16 * 1024;

    /// <summary>Bytes of one pax header (records of one entry).</summary>
    public const int MaxPaxHeader = 1024 * 1024;

    /// <summary>Stretches of data in one sparse file.</summary>
    public const int MaxSparseStretches = 100_000;

    /// <summary>Bytes of one entry: larger than any file system's files, and small enough that sums of offsets never overflow.</summary>
    public const long MaxSize = 1L << 60;

    /// <summary>Long-name and pax headers in a row before an entry must come.</summary>
    public const int MaxExtensionHeaders = 16;
}
