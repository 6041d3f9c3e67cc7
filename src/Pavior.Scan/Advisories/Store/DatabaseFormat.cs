namespace Pavior.Scan.Advisories.Store;

/// <summary>
/// The layout of a vulnerability database: magic, format version, a table of sections, the sections, and a SHA-256 of all of
/// it before. Numbers are little-endian; records are LEB128. Made to be mapped into memory and searched where it lies.
/// </summary>
internal static class DatabaseFormat
{
    /// <summary>Raised with every change of the layout; another version is refused.</summary>
    public const uint Version = 1;

    public const int HeaderLength = 16;

    public const int SectionEntryLength = 16;

    /// <summary>Bytes of a database; the sections are addressed with 32 bits.</summary>
    public const long MaxLength = (1L << 31) - 1;

    public static ReadOnlySpan<byte> Magic => "PAVIORDB"u8;
}

/// <summary>The parts of a database file, in the order in which they lie in it.</summary>
internal enum DatabaseSection
{
    /// <summary>JSON: the feeds, their dates and counts.</summary>
    Metadata,

    /// <summary>Offsets of the texts, in byte order of the texts, and the end of the last.</summary>
    TextOffsets,

    /// <summary>UTF-8, one behind the other.</summary>
    Texts,

    /// <summary>Ecosystem, name, offset and count of statements; ordered by ecosystem and name.</summary>
    Packages,

    /// <summary>What advisories say of packages.</summary>
    Statements,

    AdvisoryOffsets,

    Advisories,

    VulnerabilityOffsets,

    Vulnerabilities,

    /// <summary>Text of an id and number of a vulnerability; ordered.</summary>
    Ids,
}
