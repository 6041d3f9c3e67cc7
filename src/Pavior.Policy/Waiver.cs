using Pavior.Core;

namespace Pavior.Policy;

/// <summary>Somebody answers for a finding until a day: it stays in the report and does not count.</summary>
public sealed class Waiver
{
    /// <summary>Vulnerability, by any of its names; null for all of a package.</summary>
    public string? Id { get; init; }

    /// <summary>Packages; null for any.</summary>
    public PurlPattern? Package { get; init; }

    /// <summary>Where the package must have been seen, and nowhere else; empty for anywhere.</summary>
    public IReadOnlyList<PathPattern> Paths { get; init; } = [];

    /// <summary>Stages at which it counts; empty for all.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    public required string Owner { get; init; }

    public required string Reason { get; init; }

    /// <summary>The last day on which it counts.</summary>
    public required DateOnly Expires { get; init; }

    /// <summary>Why the package does not have the vulnerability; null where it does, and that is accepted.</summary>
    public VexJustification? Justification { get; init; }

    /// <summary>The file and the line: <c>pavior.yaml, line 12</c>.</summary>
    public required string Source { get; init; }

    internal FindingStatement Statement => new()
    {
        Status = Justification is null ? VexStatus.Affected : VexStatus.NotAffected,
        Justification = Justification,
        Text = Reason,
        By = Owner,
        Source = Source,
        Until = Expires,
        IsWaiver = true,
    };

    /// <summary>Whether it speaks of this finding; its id is compared by the caller.</summary>
    internal bool Covers(Finding finding) =>
        (Package is null || Package.Matches(finding.Package.Purl))
        && (Paths.Count == 0 || (finding.Package.Evidence.Count > 0 && finding.Package.Evidence.All(e => Paths.Any(p => p.Matches(e.Path)))));
}
