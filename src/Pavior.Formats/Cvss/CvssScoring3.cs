namespace Pavior.Formats.Cvss;

/// <summary>The equations of CVSS 3.0 section 8 and CVSS 3.1 section 7. Decimals carry 28 digits, so nothing is rounded before the equations say so.</summary>
internal static class CvssScoring3
{
    private const int AV = 0, AC = 1, PR = 2, UI = 3, S = 4, C = 5, I = 6, A = 7, E = 8, RL = 9, RC = 10, CR = 11, IR = 12, AR = 13;

    /// <summary>From a base metric to the one that modifies it.</summary>
    private const int Modified = 14;

    private const int ScopeChanged = 2;

    private static readonly decimal[] AttackVector = [0m, 0.85m, 0.62m, 0.55m, 0.2m];
    private static readonly decimal[] AttackComplexity = [0m, 0.77m, 0.44m];
    private static readonly decimal[] Privileges = [0m, 0.85m, 0.62m, 0.27m];
    private static readonly decimal[] PrivilegesInChangedScope = [0m, 0.85m, 0.68m, 0.5m];
    private static readonly decimal[] UserInteraction = [0m, 0.85m, 0.62m];
    private static readonly decimal[] Impacts = [0m, 0m, 0.22m, 0.56m];
    private static readonly decimal[] Requirements = [1m, 0.5m, 1m, 1.5m];
    private static readonly decimal[] Maturity = [1m, 1m, 0.97m, 0.94m, 0.91m];
    private static readonly decimal[] Remediation = [1m, 1m, 0.97m, 0.96m, 0.95m];
    private static readonly decimal[] ReportConfidence = [1m, 1m, 0.96m, 0.92m];

    public static CvssScores Score(CvssCodes codes, CvssEdition3 edition)
    {
        var changed = codes[S] == ScopeChanged;
        var subScore = 1m - ((1m - Impacts[codes[C]]) * (1m - Impacts[codes[I]]) * (1m - Impacts[codes[A]]));
        var impact = changed ? (7.52m * (subScore - 0.029m)) - (3.25m * Power(subScore - 0.02m, 15)) : 6.42m * subScore;
        var score = Combine(impact, Exploitability(codes, changed), changed, edition);
        var temporal = Maturity[codes[E]] * Remediation[codes[RL]] * ReportConfidence[codes[RC]];
        return new CvssScores(score, RoundUp(score * temporal, edition), Environmental(Adjusted(codes), temporal, edition));
    }

    /// <summary>Every modified metric in the place of the base metric that it modifies.</summary>
    private static CvssCodes Adjusted(CvssCodes codes)
    {
        for (var metric = AV; metric <= A; metric++)
        {
            if (codes[metric + Modified] is > 0 and var code)
                codes = codes.With(metric, code);
        }

        return codes;
    }

    private static decimal Environmental(CvssCodes codes, decimal temporal, CvssEdition3 edition)
    {
        var changed = codes[S] == ScopeChanged;
        var subScore = Math.Min(0.915m, 1m - ((1m - Required(codes, C, CR)) * (1m - Required(codes, I, IR)) * (1m - Required(codes, A, AR))));
        var impact = !changed ? 6.42m * subScore
            : edition == CvssEdition3.V3_0 ? (7.52m * (subScore - 0.029m)) - (3.25m * Power(subScore - 0.02m, 15))
            : (7.52m * (subScore - 0.029m)) - (3.25m * Power((subScore * 0.9731m) - 0.02m, 13));
        return RoundUp(Combine(impact, Exploitability(codes, changed), changed, edition) * temporal, edition);
    }

    private static decimal Required(CvssCodes codes, int impact, int requirement) => Impacts[codes[impact]] * Requirements[codes[requirement]];

    private static decimal Exploitability(CvssCodes codes, bool changed) =>
        8.22m * AttackVector[codes[AV]] * AttackComplexity[codes[AC]]
        * (changed ? PrivilegesInChangedScope : Privileges)[codes[PR]] * UserInteraction[codes[UI]];

    private static decimal Combine(decimal impact, decimal exploitability, bool changed, CvssEdition3 edition)
    {
        if (impact <= 0m)
            return 0m;
        var sum = impact + exploitability;
        return RoundUp(Math.Min(changed ? 1.08m * sum : sum, 10m), edition);
    }

    /// <summary>3.1, appendix A: what lies less than half a hundred-thousandth above a tenth is that tenth.</summary>
    private static decimal RoundUp(decimal value, CvssEdition3 edition)
    {
        if (edition == CvssEdition3.V3_1)
            value = Math.Round(value, 5, MidpointRounding.AwayFromZero);
        return Math.Ceiling(value * 10m) / 10m;
    }

    private static decimal Power(decimal value, int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
            power *= value;
        return power;
    }
}
