namespace Pavior.Formats.Cvss;

/// <summary>The values of up to 32 metrics, three bits each, so that a vector is a small value without anything on the heap.</summary>
internal readonly record struct CvssCodes(UInt128 Bits)
{
    private const int Width = 3;
    private const ulong Mask = (1 << Width) - 1;

    /// <summary>0 for a metric that is not defined; else the place of its value plus one.</summary>
    public int this[int metric] => (int)((ulong)(Bits >> (metric * Width)) & Mask);

    public CvssCodes With(int metric, int code) =>
        new((Bits & ~((UInt128)Mask << (metric * Width))) | ((UInt128)(ulong)code << (metric * Width)));

    /// <summary>Only the metrics of the named groups; all others not defined.</summary>
    public CvssCodes Only(CvssVersion version, CvssGroup first, CvssGroup second)
    {
        var metrics = CvssMetrics.Of(version);
        var kept = default(CvssCodes);
        for (var i = 0; i < metrics.Length; i++)
        {
            if (metrics[i].Group == first || metrics[i].Group == second)
                kept = kept.With(i, this[i]);
        }

        return kept;
    }
}
