using Pavior.Core;

namespace Pavior.Scan.Advisories.Store;

/// <summary>An advisory without its packages, as a database gives it.</summary>
internal sealed record StoredAdvisory
{
    public required string Id { get; init; }

    public required string Feed { get; init; }

    public AdvisoryKind Kind { get; init; }

    public Severity Severity { get; init; }

    public DateOnly? Published { get; init; }

    public DateOnly? Modified { get; init; }

    public DateOnly? Withdrawn { get; init; }

    public string Summary { get; init; } = "";

    public IReadOnlyList<string> Cvss { get; init; } = [];

    public IReadOnlyList<string> Weaknesses { get; init; } = [];

    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Numbers of the vulnerabilities that it is about.</summary>
    public IReadOnlyList<int> Vulnerabilities { get; init; } = [];
}
