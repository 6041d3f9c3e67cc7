namespace Pavior.Core;

/// <summary>What one feed publishes about one or more vulnerabilities, in the shape of the OSV schema (ossf.github.io/osv-schema).</summary>
public sealed record Advisory
{
    /// <summary>As its feed names it: <c>GHSA-…</c>, <c>PYSEC-…</c>, <c>DSA-…</c>, <c>CVE-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the feed it came from: <c>pypi</c>, <c>debian</c>, <c>alpine</c>.</summary>
    public required string Feed { get; init; }

    public AdvisoryKind Kind { get; init; } = AdvisoryKind.Vulnerability;

    /// <summary>Other names of the very same vulnerability; advisories that share one are reported as one.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The vulnerabilities that a distribution's advisory covers, each a finding of its own. Empty when the advisory is itself one.</summary>
    public IReadOnlyList<string> Covers { get; init; } = [];

    /// <summary>One line for people.</summary>
    public string Summary { get; init; } = "";

    public DateTimeOffset? Published { get; init; }

    public DateTimeOffset? Modified { get; init; }

    /// <summary>Set when the publisher took it back: then it says nothing about any package.</summary>
    public DateTimeOffset? Withdrawn { get; init; }

    /// <summary>CVSS vectors as published, of any version.</summary>
    public IReadOnlyList<string> Cvss { get; init; } = [];

    /// <summary>The publisher's own word; <see cref="Severity.Unknown"/> when it has none.</summary>
    public Severity Severity { get; init; }

    /// <summary><c>CWE-79</c>.</summary>
    public IReadOnlyList<string> Weaknesses { get; init; } = [];

    /// <summary>Pages about it, the advisory's own first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    public IReadOnlyList<AffectedPackage> Affected { get; init; } = [];
}
