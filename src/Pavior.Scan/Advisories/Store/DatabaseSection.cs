namespace Pavior.Scan.Advisories.Store;

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
