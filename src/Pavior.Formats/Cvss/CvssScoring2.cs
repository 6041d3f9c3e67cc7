namespace Pavior.Formats.Cvss;

/// <summary>The equations of "A Complete Guide to the Common Vulnerability Scoring System Version 2.0", section 3.2, in exact decimals.</summary>
internal static class CvssScoring2
{
    private const int AV = 0, AC = 1, Au = 2, C = 3, I = 4, A = 5, E = 6, RL = 7, RC = 8, CDP = 9, TD = 10, CR = 11, IR = 12, AR = 13;

    private static readonly decimal[] Impacts = [0m, 0m, 0.275m, 0.660m];
    private static readonly decimal[] Requirements = [1m, 0.5m, 1m, 1.51m];

    /// <summary>By metric, then by the code of the value; code 0 is "not defined".</summary>
    private static readonly decimal[][] Weights =
    [
        [0m, 0.395m, 0.646m, 1.0m],
        [0m, 0.35m, 0.61m, 0.71m],
        [0m, 0.45m, 0.56m, 0.704m],
        Impacts,
        Impacts,
        Impacts,
        [1m, 0.85m, 0.9m, 0.95m, 1m],
        [1m, 0.87m, 0.90m, 0.95m, 1m],
        [1m, 0.90m, 0.95m, 1m],
        [0m, 0m, 0.1m, 0.3m, 0.4m, 0.5m],
        [1m, 0m, 0.25m, 0.75m, 1m],
        Requirements,
        Requirements,
        Requirements,
    ];

    public static CvssScores Score(CvssCodes codes)
    {
        var impact = Impact(Of(codes, C), Of(codes, I), Of(codes, A));
        var score = Base(codes, impact);
        var adjusted = Temporal(codes, Base(codes, Math.Min(10m, Impact(
            Of(codes, C) * Of(codes, CR), Of(codes, I) * Of(codes, IR), Of(codes, A) * Of(codes, AR)))));
        var environmental = Round((adjusted + ((10m - adjusted) * Of(codes, CDP))) * Of(codes, TD));
        return new CvssScores(NotNegative(score), NotNegative(Temporal(codes, NotNegative(score))), NotNegative(environmental));
    }

    private static decimal Base(CvssCodes codes, decimal impact)
    {
        var exploitability = 20m * Of(codes, AV) * Of(codes, AC) * Of(codes, Au);
        return impact == 0m ? 0m : Round(((0.6m * impact) + (0.4m * exploitability) - 1.5m) * 1.176m);
    }

    private static decimal Temporal(CvssCodes codes, decimal score) => Round(score * Of(codes, E) * Of(codes, RL) * Of(codes, RC));

    private static decimal Impact(decimal c, decimal i, decimal a) => 10.41m * (1m - ((1m - c) * (1m - i) * (1m - a)));

    private static decimal Of(CvssCodes codes, int metric) => Weights[metric][codes[metric]];

    private static decimal Round(decimal value) => Math.Round(value, 1, MidpointRounding.AwayFromZero);

    /// <summary>The equations fall below zero for the most harmless vectors; scores do not.</summary>
    private static decimal NotNegative(decimal value) => Math.Max(0m, value);
}
