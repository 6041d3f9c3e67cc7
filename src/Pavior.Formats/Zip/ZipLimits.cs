namespace Pavior.Formats.Zip;

/// <summary>What a zip may ask of its reader.</summary>
internal static class ZipLimits
{
    /// <summary>Entries of one archive; the largest application jars have some 200,000.</summary>
    public const int MaxEntries = 1_000_000;

    /// <summary>Bytes of one entry's name; Linux paths stop at 4096.</summary>
    public const int MaxName = 4096;

    /// <summary>Bytes of the whole central directory.</summary>
    public const long MaxDirectory = 256L * 1024 * 1024;

    /// <summary>Bytes that all members together may inflate to, counted for an archive and everything nested in it.</summary>
    public const long MaxInflated = 2L * 1024 * 1024 * 1024;

    /// <summary>Bytes of one inflated member that are held in memory; longer ones go to a temporary file.</summary>
    public const int MaxInMemory = 8 * 1024 * 1024;

    /// <summary>
    /// Inflated bytes per packed byte in a member longer than <see cref="RatioMatters"/>. Deflate itself cannot pass 1032;
    /// archives, code and text stay below 50.
    /// </summary>
    public const int MaxRatio = 300;

    /// <summary>Members up to this many bytes may be packed as tightly as deflate can.</summary>
    public const long RatioMatters = 4 * 1024 * 1024;
}
