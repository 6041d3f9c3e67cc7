namespace Pavior.Core;

/// <summary>Something that is wrong with a package of a target, with the reasons for saying so.</summary>
public sealed record Finding
{
    /// <summary>CVE id where there is one, else the best known other name.</summary>
    public required string Id { get; init; }

    public AdvisoryKind Kind { get; init; } = AdvisoryKind.Vulnerability;

    /// <summary>Other names of the same vulnerability, ordered.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The package that has it; its evidence is the finding's.</summary>
    public required Package Package { get; init; }

    /// <summary>One line for people.</summary>
    public string Summary { get; init; } = "";

    public Severity Severity { get; init; }

    /// <summary>The vector that <see cref="Score"/> was computed from; null when no source gives one.</summary>
    public string? Cvss { get; init; }

    /// <summary>CVSS score from 0 to 10.</summary>
    public decimal? Score { get; init; }

    /// <summary>What the package's publisher does about it.</summary>
    public AffectedStatus Status { get; init; }

    /// <summary>The first version outside every advisory's range; null when there is none yet.</summary>
    public string? FixedVersion { get; init; }

    /// <summary>Day it was published.</summary>
    public DateOnly? Published { get; init; }

    public KnownExploited? Exploited { get; init; }

    public ExploitPrediction? Prediction { get; init; }

    /// <summary>From 0 to 100; how it is computed is stated in docs/concepts/risk.md.</summary>
    public double Risk { get; init; }

    /// <summary>Lower than <see cref="Confidence.High"/> when the version or the name was inferred.</summary>
    public Confidence Confidence { get; init; } = Confidence.High;

    /// <summary>CWE ids, ordered.</summary>
    public IReadOnlyList<string> Weaknesses { get; init; } = [];

    /// <summary>Who says so, ordered by feed and id.</summary>
    public IReadOnlyList<FindingSource> Sources { get; init; } = [];

    /// <summary>What a waiver or VEX document states about it; null when none does.</summary>
    public FindingStatement? Statement { get; init; }
}
