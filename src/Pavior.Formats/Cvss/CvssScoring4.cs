namespace Pavior.Formats.Cvss;

/// <summary>
/// The score of CVSS 4.0, section 8.2: that of the macro-vector, less the mean of how far the vector lies, in each equivalence class, from the
/// worst one of its macro-vector. In whole numbers, so that halves round up as the specification means it.
/// </summary>
internal static class CvssScoring4
{
    private const int AV = 0, AC = 1, AT = 2, PR = 3, UI = 4, VC = 5, VI = 6, VA = 7, SC = 8, SI = 9, SA = 10, E = 11, CR = 12, IR = 13, AR = 14;

    /// <summary>From a base metric to the one that modifies it.</summary>
    private const int Modified = 15;

    /// <summary>A multiple of every depth.</summary>
    private const int Unit = 840;

    /// <summary>The worst vectors of each class and digit (tables 24 to 30) as levels of its metrics, one after the other.</summary>
    private static readonly byte[][] WorstOne = [[0, 0, 0], [1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 0, 0, 1, 1, 1]];
    private static readonly byte[][] WorstTwo = [[0, 0], [1, 0, 0, 1]];
    private static readonly byte[][] WorstFour = [[1, 0, 0], [1, 1, 1], [2, 2, 2]];

    /// <summary>Classes three and six depend on each other: 00, 01, 10, 11, and 21.</summary>
    private static readonly byte[][] WorstThreeSix =
    [
        [0, 0, 0, 0, 0, 0],
        [0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1],
        [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
        [1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1],
        [],
        [1, 1, 1, 0, 0, 0],
    ];

    /// <summary>How many steps a macro-vector is deep in each class (table of maximal severity distances).</summary>
    private static ReadOnlySpan<byte> DepthOne => [1, 4, 5];

    private static ReadOnlySpan<byte> DepthTwo => [1, 2];

    private static ReadOnlySpan<byte> DepthThreeSix => [7, 6, 8, 8, 1, 10];

    private static ReadOnlySpan<byte> DepthFour => [6, 5, 4];

    public static decimal Score(CvssCodes codes)
    {
        Span<byte> levels = stackalloc byte[AR + 1];
        ReadLevels(codes, levels);
        if (HasNoImpact(levels))
            return 0m;
        var digits = Classify(levels);
        var score = CvssMacroVectors.ScoreOf(digits);
        var threeSix = (digits.Three * 2) + digits.Six;

        var mean = new Mean(score);
        mean.Add(digits with { One = digits.One + 1 }, Steps(WorstOne[digits.One], [levels[AV], levels[PR], levels[UI]]), DepthOne[digits.One]);
        mean.Add(digits with { Two = digits.Two + 1 }, Steps(WorstTwo[digits.Two], [levels[AC], levels[AT]]), DepthTwo[digits.Two]);
        mean.Add(
            NextThreeSix(digits),
            Steps(WorstThreeSix[threeSix], [levels[VC], levels[VI], levels[VA], levels[CR], levels[IR], levels[AR]]),
            DepthThreeSix[threeSix]);
        mean.Add(digits with { Four = digits.Four + 1 }, Steps(WorstFour[digits.Four], [levels[SC], levels[SI], levels[SA]]), DepthFour[digits.Four]);
        mean.Add(digits with { Five = digits.Five + 1 }, 0, 1);
        return mean.LessThanWorst();
    }

    /// <summary>How many steps each metric is from its worst value; what is not defined counts as the worst, or as the base metric that it would modify.</summary>
    private static void ReadLevels(CvssCodes codes, Span<byte> levels)
    {
        for (var metric = AV; metric <= SA; metric++)
            levels[metric] = Level(metric, codes[metric], codes[metric + Modified]);
        for (var metric = E; metric <= AR; metric++)
            levels[metric] = (byte)Math.Max(0, codes[metric] - 1);
    }

    /// <summary>Subsequent systems have one level above High, which only the modified metrics can state: Safety.</summary>
    private static byte Level(int metric, int code, int modified) => (byte)(metric switch
    {
        SI or SA when modified > 0 => modified - 1,
        SC or SI or SA => modified > 0 ? modified : code,
        _ => modified > 0 ? modified - 1 : code - 1,
    });

    private static bool HasNoImpact(ReadOnlySpan<byte> levels) =>
        levels[VC] == 2 && levels[VI] == 2 && levels[VA] == 2 && levels[SC] == 3 && levels[SI] == 3 && levels[SA] == 3;

    private static CvssMacroVector Classify(ReadOnlySpan<byte> levels)
    {
        var (remote, unprivileged, alone) = (levels[AV] == 0, levels[PR] == 0, levels[UI] == 0);
        var (confidentiality, integrity, availability) = (levels[VC] == 0, levels[VI] == 0, levels[VA] == 0);
        return new CvssMacroVector(
            One: remote && unprivileged && alone ? 0 : levels[AV] != 3 && (remote || unprivileged || alone) ? 1 : 2,
            Two: levels[AC] == 0 && levels[AT] == 0 ? 0 : 1,
            Three: confidentiality && integrity ? 0 : confidentiality || integrity || availability ? 1 : 2,
            Four: levels[SI] == 0 || levels[SA] == 0 ? 0 : levels[SC] == 1 || levels[SI] == 1 || levels[SA] == 1 ? 1 : 2,
            Five: levels[E],
            Six: (confidentiality && levels[CR] == 0) || (integrity && levels[IR] == 0) || (availability && levels[AR] == 0) ? 0 : 1);
    }

    /// <summary>00 may go to 01 or 10, whichever scores higher; 01 and 10 go to 11, 11 to 21.</summary>
    private static CvssMacroVector NextThreeSix(CvssMacroVector digits)
    {
        var lowerThree = digits with { Three = digits.Three + 1 };
        var lowerSix = digits with { Six = digits.Six + 1 };
        return (digits.Three, digits.Six) switch
        {
            (0, 0) => CvssMacroVectors.ScoreOf(lowerSix) > CvssMacroVectors.ScoreOf(lowerThree) ? lowerSix : lowerThree,
            (1, 0) => lowerSix,
            _ => lowerThree,
        };
    }

    /// <summary>The distance to the first of the worst vectors that is at least as bad in every metric.</summary>
    private static int Steps(ReadOnlySpan<byte> worst, ReadOnlySpan<byte> levels)
    {
        for (; !worst.IsEmpty; worst = worst[levels.Length..])
        {
            var (steps, reached) = (0, true);
            for (var i = 0; i < levels.Length; i++)
            {
                steps += levels[i] - worst[i];
                reached &= levels[i] >= worst[i];
            }

            if (reached)
                return steps;
        }

        return 0;
    }

    /// <summary>The mean of proportional distances, over the classes that have a lower macro-vector.</summary>
    private struct Mean(int score)
    {
        private readonly int _score = score;
        private int _sum;
        private int _count;

        public void Add(CvssMacroVector lower, int steps, int depth)
        {
            if (CvssMacroVectors.ScoreOf(lower) is not (>= 0 and var next))
                return;
            _sum += (_score - next) * steps * (Unit / depth);
            _count++;
        }

        /// <summary>Tenths, halves rounded up.</summary>
        public readonly decimal LessThanWorst()
        {
            if (_count == 0)
                return _score / 10m;
            var whole = Unit * _count;
            var tenths = ((2 * ((_score * whole) - _sum)) + whole) / (2 * whole);
            return Math.Clamp(tenths, 0, 100) / 10m;
        }
    }
}
