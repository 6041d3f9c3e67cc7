using Pavior.Core;

namespace Pavior.Scan.Match;

/// <summary>
/// Puts findings in the order in which a person should look at them: what an attack would do (CVSS), times how likely one is
/// (known exploitation, else EPSS), times how much this package is part of what runs. Explained in docs/concepts/risk.md.
/// </summary>
internal static class RiskScore
{
    /// <summary>Likelihood of a vulnerability of which no prediction is known.</summary>
    private const double UnknownLikelihood = 0.35;

    /// <summary>Likelihood at a predicted probability of zero: nobody can exclude an attack.</summary>
    private const double LeastLikelihood = 0.25;

    /// <summary>From 0 to 100, one digit after the point.</summary>
    public static double Of(Finding finding)
    {
        var risk = finding.Kind switch
        {
            AdvisoryKind.Malicious => 100,
            AdvisoryKind.Informational => 2,
            _ => 10 * Impact(finding) * Likelihood(finding),
        };
        return Math.Round(risk * Presence(finding.Package) * Certainty(finding), 1, MidpointRounding.AwayFromZero);
    }

    private static double Impact(Finding finding) => finding.Score is { } score and > 0
        ? (double)score
        : finding.Severity switch
        {
            Severity.Critical => 9.5,
            Severity.High => 8,
            Severity.Medium => 5.5,
            Severity.Low => 2.5,
            _ => 4,
        };

    private static double Likelihood(Finding finding)
    {
        if (finding.Exploited is not null)
            return 1;
        return finding.Prediction is { } prediction
            ? LeastLikelihood + ((1 - LeastLikelihood) * Math.Sqrt(Math.Clamp(prediction.Probability, 0, 1)))
            : UnknownLikelihood;
    }

    private static double Presence(Package package)
    {
        var relation = package.Relation == Relation.Declared ? 0.8 : 1;
        return relation * package.Scope switch
        {
            DependencyScope.Development => 0.3,
            DependencyScope.Optional => 0.7,
            _ => 1,
        };
    }

    private static double Certainty(Finding finding) =>
        (finding.Status == AffectedStatus.UnderInvestigation ? 0.5 : 1) * finding.Confidence switch
        {
            Confidence.Low => 0.5,
            Confidence.Medium => 0.8,
            _ => 1,
        };
}
