using Pavior.Core;

namespace Pavior.Formats.Vex;

/// <summary>What somebody states about vulnerabilities in products, in whatever format it was written.</summary>
public sealed record VexDocument
{
    public VexFormat Format { get; init; }

    /// <summary>The document's name: an IRI, a tracking id, or the serial number of a BOM. Empty when it has none.</summary>
    public required string Id { get; init; }

    public string? Author { get; init; }

    /// <summary>What the author is: <c>Document Creator</c>, or the publisher's category in CSAF.</summary>
    public string? AuthorRole { get; init; }

    /// <summary>When this version of the document was issued.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Of the document: a number, or a semantic version in CSAF.</summary>
    public string Version { get; init; } = "1";

    /// <summary>What it was made with.</summary>
    public string? Tooling { get; init; }

    /// <summary>In the order of the document.</summary>
    public IReadOnlyList<VexStatement> Statements { get; init; } = [];

    /// <summary>What breaks a rule of the format but left the rest readable.</summary>
    public IReadOnlyList<Gap> Gaps { get; init; } = [];
}
